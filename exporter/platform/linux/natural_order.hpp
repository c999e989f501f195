// The order in which people expect numbered names: cpu2 before cpu10. Pure; any thread.
// Tested by tests/exporter/platform/linux/natural_order_test.cpp.
#pragma once

#include <algorithm>
#include <string_view>

namespace silicon::linux_platform {

// The digits at the front of `text`, taken off it, without leading zeros.
inline std::string_view take_number(std::string_view& text) {
  const std::size_t length = std::min(text.find_first_not_of("0123456789"), text.size());
  std::string_view number = text.substr(0, length);
  text.remove_prefix(length);
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

// A strict weak ordering in which runs of digits compare as numbers of any length; names that
// differ only in leading zeros compare as text.
inline bool natural_less(std::string_view left, std::string_view right) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view whole_left = left, whole_right = right;
  while (!left.empty() && !right.empty()) {
    if (is_digit(left.front()) && is_digit(right.front())) {
      const std::string_view a = take_number(left), b = take_number(right);
      if (a.size() != b.size()) return a.size() < b.size();
      if (a != b) return a < b;
    } else {
      if (left.front() != right.front()) return left.front() < right.front();
      left.remove_prefix(1);
      right.remove_prefix(1);
    }
  }
  if (left.empty() != right.empty()) return left.empty();
  return whole_left < whole_right;
}

}  // namespace silicon::linux_platform
