// A JSON object whose keys are asked for one by one; the first that is not what it should be is
// remembered with its path. Only for read.cpp: the one place that knows nlohmann's types.
// One thread. Tested by tests/exporter/platform/recording/read_test.cpp.
#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "exporter/sources/apple/machine.hpp"

namespace silicon::recording {

inline constexpr std::size_t kMostEntries = 4096;

using Json = nlohmann::json;

// What was wrong first; "" while nothing was.
class Problem {
 public:
  void note(const std::string& path, std::string_view expected) {
    if (text_.empty()) text_ = path + ": expected " + std::string(expected);
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
  if (text.size() % 2 != 0 || text.size() > 2 * kMostEntries) return false;
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
  if constexpr (std::is_floating_point_v<Value>) return "a number";
  return std::is_unsigned_v<Value> ? "a number of 0 or more that fits" : "a whole number";
}

class Fields {
 public:
  Fields(const Json& object, std::string path, Problem& problem)
      : object_(object), path_(std::move(path)), problem_(problem) {
    if (!object.is_object()) problem_.note(path_, "an object");
  }

  // Null where the object lacks the key.
  const Json* find(const char* key) const {
    if (!object_.is_object()) return nullptr;
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
  }

  std::string path(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }

  // Leaves `out` as it is where the key is missing.
  template <class Value>
  void read(const char* key, Value& out) const {
    const Json* value = find(key);
    if (value != nullptr && !convert(*value, out)) problem_.note(path(key), words_for<Value>());
  }
  template <class Value>
  void read(const char* key, std::optional<Value>& out) const {
    if (find(key) != nullptr) read(key, out.emplace());
  }

  template <class Value>
  void require(const char* key, Value& out) const {
    if (find(key) == nullptr) problem_.note(path(key), words_for<Value>());
    read(key, out);
  }

  // visit(item, its path) for each of a list.
  template <class Visit>
  void each(const char* key, Visit visit) const {
    const Json* list = find(key);
    if (list == nullptr) return;
    if (!list->is_array() || list->size() > kMostEntries) {
      return problem_.note(path(key), "a list of at most 4096");
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      visit((*list)[i], path(key) + "[" + std::to_string(i) + "]");
    }
  }

  // visit(name, value, its path) for each of a map.
  template <class Visit>
  void each_of_map(const char* key, Visit visit) const {
    const Json* map = find(key);
    if (map == nullptr) return;
    if (!map->is_object() || map->size() > kMostEntries) {
      return problem_.note(path(key), "an object of at most 4096");
    }
    for (const auto& [name, value] : map->items()) visit(name, value, path(key) + "." + name);
  }

  // A map of plain values.
  template <class Map>
  void read_map(const char* key, Map& out) const {
    each_of_map(key, [&](const std::string& name, const Json& value, const std::string& at) {
      using Value = typename Map::mapped_type;
      if (!convert(value, out[name])) problem_.note(at, words_for<Value>());
    });
  }

 private:
  const Json& object_;
  std::string path_;
  Problem& problem_;
};

}  // namespace silicon::recording
