// Reads values of the schema out of JSON; the first that is not what it should be is remembered
// with its path. Maps and channels keep what a line does not name: so changes are read into the
// sample before. Only for read.cpp. One thread. Tested by
// tests/exporter/platform/recording/read_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "exporter/platform/recording/json/known_channels.hpp"
#include "exporter/platform/recording/json/scanner.hpp"
#include "exporter/platform/recording/json/values.hpp"
#include "exporter/platform/recording/schema.hpp"

namespace silicon::recording {

inline constexpr std::size_t kMostEntries = 16384;  // of a list or a map

class JsonReader {
 public:
  JsonReader(JsonScanner& json, Problem& problem, KnownChannels& known)
      : json_(json), problem_(problem), known_(known) {}

  template <class Value>
  void read(const Place& at, Value& out) {
    if constexpr (std::is_same_v<Value, Channels>) {
      read_channels(at, out);
    } else if constexpr (requires { out.has_value(); }) {
      read(at, out.emplace());
    } else if constexpr (HasFields<Value>) {
      read_fields(at, out);
    } else if constexpr (HasPlaces<Value>) {
      read_places(at, out);
    } else if constexpr (IsMap<Value>) {
      read_map(at, out);
    } else if constexpr (kIsList<Value>) {
      read_list(at, out);
    } else if constexpr (kIsFixedList<Value>) {
      read_fixed_list(at, out.size(), [&](std::size_t i) { read({&at, "", i}, out[i]); });
    } else if (!read_plain(out)) {
      problem_.note(at, words_for<Value>());
    }
  }

 private:
  using Kind = JsonScanner::Kind;
  using Channels = std::vector<apple::Channel>;

  // Takes the value, whatever it is.
  template <class Value>
  bool read_plain(Value& out) {
    const Kind kind = json_.next();
    if constexpr (std::is_same_v<Value, apple::SysctlValue>) {
      if (kind == Kind::text) return read_plain(out.template emplace<std::string>());
      return read_plain(out.template emplace<std::int64_t>());
    } else if constexpr (std::is_same_v<Value, std::string>) {
      if (kind == Kind::text) out = json_.text();
    } else if constexpr (std::is_same_v<Value, apple::Bytes>) {
      if (kind == Kind::text) return convert(json_.text(), out);
    } else {
      if (kind == Kind::number) return convert(json_.number(), out);
    }
    const bool read = kind == Kind::text && std::is_same_v<Value, std::string>;
    if (!read) json_.skip();
    return read;
  }

  bool is_next(Kind kind, const Place& at, const std::string& expected) {
    if (json_.next() == kind) return true;
    problem_.note(at, expected);
    json_.skip();
    return false;
  }

  // A list or map that is too long is not read to its end.
  bool has_room(std::size_t size, const Place& at, std::string_view what) {
    if (size < kMostEntries) return true;
    problem_.note(at, std::string(what) + " of at most " + std::to_string(kMostEntries));
    json_.fail();
    return false;
  }

  template <class Struct>
  void read_fields(const Place& at, Struct& out) {
    if (!is_next(Kind::object, at, "an object")) return;
    std::array<bool, std::tuple_size_v<decltype(kFields<Struct>)>> seen{};
    json_.members([&](std::string_view key) {
      std::size_t i = 0;
      bool known = false;
      for_each_field<Struct>([&](const auto& field) {
        if (!known && key == field.key) {
          using Member = std::remove_reference_t<decltype(out.*field.member)>;
          constexpr bool kKeeps = IsMap<Member> || std::is_same_v<Member, Channels>;
          known = seen[i] = true;
          if constexpr (!kKeeps) out.*field.member = {};
          read({&at, field.key, 0}, out.*field.member);
        }
        ++i;
      });
      if (!known) json_.skip();
    });
    std::size_t i = 0;
    for_each_field<Struct>([&](const auto& field) {
      using Member = std::remove_reference_t<decltype(out.*field.member)>;
      if (field.is_required && !seen[i]) problem_.note({&at, field.key, 0}, words_for<Member>());
      ++i;
    });
  }

  template <class Struct>
  void read_places(const Place& at, Struct& out) {
    read_fixed_list(at, std::tuple_size_v<decltype(kPlaces<Struct>)>, [&](std::size_t index) {
      std::size_t i = 0;
      for_each_place<Struct>([&](auto member) {
        if (i++ == index) read({&at, "", index}, out.*member);
      });
    });
  }

  template <class Visit>
  void read_fixed_list(const Place& at, std::size_t size, Visit visit) {
    const std::string expected = "a list of " + std::to_string(size);
    if (!is_next(Kind::array, at, expected)) return;
    std::size_t count = 0;
    json_.items([&](std::size_t i) {
      if (i < size) {
        visit(i);
      } else {
        json_.skip();
      }
      ++count;
    });
    if (count != size) problem_.note(at, expected);
  }

  template <class Map>
  void read_map(const Place& at, Map& out) {
    if (!is_next(Kind::object, at, "an object")) return;
    json_.members([&](std::string_view name) {
      if (!has_room(out.size(), at, "an object")) return;
      auto& value = out[std::string(name)];
      value = {};
      read({&at, name, 0}, value);
    });
  }

  template <class List>
  void read_list(const Place& at, List& out) {
    if (!is_next(Kind::array, at, "a list")) return;
    json_.items([&](std::size_t i) {
      if (has_room(i, at, "a list")) read({&at, "", i}, out.emplace_back());
    });
  }

  void read_channels(const Place& at, Channels& out);
  void read_channel(const Place& at, Channels& out);
  void read_channel_changes(const Place& at, Channels& out);
  void read_channel_change(const Place& at, apple::Channel& out);

  JsonScanner& json_;
  Problem& problem_;
  KnownChannels& known_;
};

}  // namespace silicon::recording
