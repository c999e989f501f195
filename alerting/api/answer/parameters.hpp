// What a caller asked, from the query and a form's body alike, and the reading of single values in
// Prometheus's words (web/api/v1/api.go). Pure; any thread.
// Tested by tests/alerting/api/answer/parameters_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::api {

class Parameters {
 public:
  Parameters() = default;
  explicit Parameters(std::vector<std::pair<std::string, std::string>> list)
      : list_(std::move(list)) {}

  // The first value; "" when there is none.
  std::string_view first(std::string_view name) const;
  std::vector<std::string_view> all(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> list_;
};

// What times are clamped to, so that arithmetic with them cannot overflow: 292,000 years each way.
inline constexpr core::Instant kEarliest{core::Duration(-9'200'000'000'000'000)};
inline constexpr core::Instant kLatest{core::Duration(9'200'000'000'000'000)};

// Seconds of Unix time with any fraction, or RFC 3339.
core::Result<core::Instant> parse_time(std::string_view text);

// Seconds with any fraction, or "1h30m".
core::Result<core::Duration> parse_step(std::string_view text);

// 0 for "", which is no limit.
core::Result<std::size_t> parse_limit(std::string_view text);

}  // namespace silicon::api
