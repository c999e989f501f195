// Decides whether a message that keeps coming is said again: at most once per interval and key, and
// then with the number of times it was swallowed meanwhile. Pure in the time it is given; not
// thread-safe. Tested by tests/exporter/runtime/logging/repeat_filter_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/time.hpp"

namespace silicon::runtime {

class RepeatFilter {
 public:
  explicit RepeatFilter(core::SteadyDuration interval, std::size_t key_limit = 1024)
      : interval_(interval), key_limit_(key_limit) {}

  // nullopt: keep quiet. Otherwise say it, and say how many times it was suppressed since it was
  // last said. Past `key_limit` keys the one that was longest silent is forgotten.
  std::optional<std::uint64_t> admit(std::string_view key, core::SteadyInstant now);

 private:
  struct Entry {
    core::SteadyInstant said;
    std::uint64_t suppressed = 0;
  };

  void make_room();

  core::SteadyDuration interval_;
  std::size_t key_limit_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace silicon::runtime
