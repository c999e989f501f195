// Plain values as JSON has them, and where in a line one stands that is not what it should be.
// Pure; any thread. Tested by tests/exporter/platform/recording/read_test.cpp.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "exporter/core/numbers.hpp"
#include "exporter/sources/apple/machine.hpp"

namespace silicon::recording {

inline constexpr std::size_t kMostBytes = 4096;  // of a value in hexadecimal

// Where in a line a value stands. Costs nothing until it is told.
struct Place {
  const Place* outer = nullptr;
  std::string_view key = {};  // "" for an item of a list
  std::size_t index = 0;

  std::string text() const {
    if (outer == nullptr) return "";
    const std::string before = outer->text();
    if (key.empty()) return before + "[" + std::to_string(index) + "]";
    return before.empty() ? std::string(key) : before + "." + std::string(key);
  }
};

// What was wrong first; "" while nothing was.
class Problem {
 public:
  void note(const Place& place, std::string_view expected) {
    if (text_.empty()) text_ = place.text() + ": expected " + std::string(expected);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// Each converts a value that is written so; false where it is no such value.
template <class Number>
bool convert(std::string_view written, Number& out) {
  if constexpr (std::is_floating_point_v<Number>) {
    const auto number = core::parse_double(written);
    if (!number || !std::isfinite(*number)) return false;
    out = *number;
    return true;
  } else if (written.starts_with('-')) {
    const auto number = core::parse_signed(written);
    if (!number || *number < static_cast<std::int64_t>(std::numeric_limits<Number>::min())) {
      return false;
    }
    out = static_cast<Number>(*number);
    return true;
  } else {
    const auto number = core::parse_unsigned(written);
    if (!number || *number > static_cast<std::uint64_t>(std::numeric_limits<Number>::max())) {
      return false;
    }
    out = static_cast<Number>(*number);
    return true;
  }
}

// Hexadecimal, two digits a byte.
inline bool convert(std::string_view text, apple::Bytes& out) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  if (text.size() % 2 != 0 || text.size() > 2 * kMostBytes) return false;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0) return false;
    out.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return true;
}

template <class Value>
constexpr std::string_view words_for() {
  if constexpr (std::is_same_v<Value, std::string>) return "a text";
  if constexpr (std::is_same_v<Value, apple::Bytes>) return "bytes in hexadecimal";
  if constexpr (std::is_same_v<Value, apple::SysctlValue>) return "a whole number or a text";
  if constexpr (std::is_floating_point_v<Value>) return "a number";
  return std::is_unsigned_v<Value> ? "a number of 0 or more that fits" : "a whole number";
}

template <class Value>
constexpr bool kIsList = false;
template <class Item>
constexpr bool kIsList<std::vector<Item>> = !std::is_same_v<std::vector<Item>, apple::Bytes>;
template <class Value>
constexpr bool kIsFixedList = false;
template <class Item, std::size_t kSize>
constexpr bool kIsFixedList<std::array<Item, kSize>> = true;

}  // namespace silicon::recording
