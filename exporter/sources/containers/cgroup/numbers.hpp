// The notations of cgroup files: a number, a limit. What is malformed is not there. Pure; any
// thread. Tested by tests/exporter/sources/containers/cgroup/numbers_test.cpp, fuzzed by
// tests/fuzz/containers/cgroup_files.cpp.
#pragma once

#include <string_view>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/containers/reading.hpp"

namespace silicon::containers {

inline Count parse_count(std::string_view text) {
  return core::parse_unsigned(core::trimmed(text));
}

// "max" (v2), -1 and anything from 2^62 on (v1's largest number of pages) are kUnlimited. A limit
// of 0 cannot be said on this scale.
inline Count parse_limit(std::string_view text) {
  constexpr std::uint64_t kAbsurd = std::uint64_t{1} << 62U;
  text = core::trimmed(text);
  if (text == "max" || text == "-1") return Limits::kUnlimited;
  const Count limit = core::parse_unsigned(text);
  if (!limit || *limit == 0) return std::nullopt;
  return *limit >= kAbsurd ? Limits::kUnlimited : limit;
}

}  // namespace silicon::containers
