// Reads values of the schema out of parsed JSON; the first that is not what it should be is
// remembered with its path. Only for read.cpp: the one place that knows nlohmann's types.
// One thread. Tested by tests/exporter/platform/recording/read_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>

#include "exporter/platform/recording/schema.hpp"

namespace silicon::recording {

inline constexpr std::size_t kMostEntries = 16384;  // of a list or a map
inline constexpr std::size_t kMostBytes = 4096;     // of a value in hexadecimal

using Json = nlohmann::json;

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

template <class Number>
bool convert(const Json& value, Number& out) {
  if constexpr (std::is_floating_point_v<Number>) {
    if (!value.is_number()) return false;
    out = value.get<Number>();
    return true;
  } else {
    if (!value.is_number_integer()) return false;
    constexpr auto kHighest = static_cast<std::uint64_t>(std::numeric_limits<Number>::max());
    const bool is_negative = !value.is_number_unsigned() && value.get<std::int64_t>() < 0;
    if (is_negative) {
      if (std::is_unsigned_v<Number>) return false;
      const auto number = value.get<std::int64_t>();
      if (number < static_cast<std::int64_t>(std::numeric_limits<Number>::min())) return false;
      out = static_cast<Number>(number);
      return true;
    }
    const auto number = value.get<std::uint64_t>();
    out = static_cast<Number>(number);
    return number <= kHighest;
  }
}

inline bool convert(const Json& value, std::string& out) {
  if (!value.is_string()) return false;
  out = value.get_ref<const std::string&>();
  return true;
}

// Hexadecimal, two digits a byte.
inline bool convert(const Json& value, apple::Bytes& out) {
  if (!value.is_string()) return false;
  const std::string& text = value.get_ref<const std::string&>();
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

inline bool convert(const Json& value, apple::SysctlValue& out) {
  std::int64_t number = 0;
  if (convert(value, number)) {
    out = number;
    return true;
  }
  return convert(value, out.emplace<std::string>());
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

class JsonReader {
 public:
  explicit JsonReader(Problem& problem) : problem_(problem) {}

  template <class Value>
  void read(const Json& json, const Place& at, Value& out) {
    if constexpr (std::is_same_v<Value, apple::Channel>) {
      read_channel(json, at, out);
    } else if constexpr (requires { out.has_value(); }) {
      read(json, at, out.emplace());
    } else if constexpr (HasFields<Value>) {
      read_fields(json, at, out);
    } else if constexpr (HasPlaces<Value>) {
      read_places(json, at, out);
    } else if constexpr (IsMap<Value>) {
      read_map(json, at, out);
    } else if constexpr (kIsList<Value>) {
      read_list(json, at, out);
    } else if constexpr (kIsFixedList<Value>) {
      if (!is_list_of(json, at, out.size())) return;
      for (std::size_t i = 0; i < out.size(); ++i) read(json[i], {&at, "", i}, out[i]);
    } else if (!convert(json, out)) {
      problem_.note(at, words_for<Value>());
    }
  }

 private:
  template <class Struct>
  void read_fields(const Json& json, const Place& at, Struct& out) {
    if (!json.is_object()) return problem_.note(at, "an object");
    for_each_field<Struct>([&](const auto& field) {
      auto& member = out.*field.member;
      const Place place{&at, field.key, 0};
      const auto found = json.find(field.key);
      if (found != json.end()) return read(*found, place, member);
      using Member = std::remove_reference_t<decltype(member)>;
      if (field.is_required) problem_.note(place, words_for<Member>());
    });
  }

  template <class Struct>
  void read_places(const Json& json, const Place& at, Struct& out) {
    if (!is_list_of(json, at, std::tuple_size_v<decltype(kPlaces<Struct>)>)) return;
    std::size_t i = 0;
    for_each_place<Struct>([&](auto member) {
      read(json[i], {&at, "", i}, out.*member);
      ++i;
    });
  }

  template <class Map>
  void read_map(const Json& json, const Place& at, Map& out) {
    if (!json.is_object() || json.size() > kMostEntries) {
      return problem_.note(at, "an object of at most " + std::to_string(kMostEntries));
    }
    for (const auto& [name, value] : json.items()) read(value, {&at, name, 0}, out[name]);
  }

  template <class List>
  void read_list(const Json& json, const Place& at, List& out) {
    if (!json.is_array() || json.size() > kMostEntries) {
      return problem_.note(at, "a list of at most " + std::to_string(kMostEntries));
    }
    out.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) read(json[i], {&at, "", i}, out.emplace_back());
  }

  bool is_list_of(const Json& json, const Place& at, std::size_t size) {
    if (json.is_array() && json.size() == size) return true;
    problem_.note(at, "a list of " + std::to_string(size));
    return false;
  }

  void read_channel(const Json& json, const Place& at, apple::Channel& out);

  Problem& problem_;
};

}  // namespace silicon::recording
