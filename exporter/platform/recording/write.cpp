#include "exporter/platform/recording/write.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>
#include <vector>

#include "exporter/core/json/writer.hpp"
#include "exporter/platform/recording/schema.hpp"

namespace silicon::recording {
namespace {

std::string hexadecimal(const apple::Bytes& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

ChannelLine line_of(const apple::Channel& channel) {
  const apple::ChannelIdentity& identity = *channel.identity;
  ChannelLine line{.group = identity.group,
                   .subgroup = identity.subgroup,
                   .channel = identity.channel,
                   .driver = identity.driver,
                   .unit = identity.unit,
                   .format = "simple",
                   .value = channel.value,
                   .states = {},
                   .published_ns = channel.published_ns};
  if (identity.format == apple::ChannelFormat::simple) return line;
  line.format = "state";
  line.value.reset();
  for (std::size_t i = 0; i < channel.residencies.size(); ++i) {
    line.states.push_back({identity.states.at(i), channel.residencies[i]});
  }
  return line;
}

// What a line leaves out.
template <class Value>
bool is_empty(const Value& value) {
  if constexpr (requires { value.has_value(); }) {
    return !value.has_value();
  } else if constexpr (std::is_same_v<Value, apple::HidSensor>) {
    return !std::isfinite(value.celsius);  // JSON has no such number
  } else if constexpr (requires { value.empty(); }) {
    return value.empty();
  } else {
    return false;
  }
}

template <class Value>
void write_value(core::JsonWriter& json, const Value& value);

template <class Struct>
void write_fields(core::JsonWriter& json, const Struct& value) {
  for_each_field<Struct>([&](const auto& field) {
    const auto& member = value.*field.member;
    if (!field.is_required && is_empty(member)) return;
    json.key(field.key);
    write_value(json, member);
  });
}

template <class Range>
void write_list(core::JsonWriter& json, const Range& range) {
  constexpr bool kAll = std::is_same_v<typename Range::value_type, std::string>;
  json.begin_array();
  for (const auto& item : range) {
    if (kAll || !is_empty(item)) write_value(json, item);
  }
  json.end_array();
}

template <class Map>
void write_map(core::JsonWriter& json, const Map& map) {
  json.begin_object();
  for (const auto& [name, value] : map) {
    json.key(name);
    write_value(json, value);
  }
  json.end_object();
}

template <class Value>
void write_composite(core::JsonWriter& json, const Value& value) {
  if constexpr (HasFields<Value>) {
    json.begin_object();
    write_fields(json, value);
    json.end_object();
  } else if constexpr (HasPlaces<Value>) {
    json.begin_array();
    for_each_place<Value>([&](auto member) { write_value(json, value.*member); });
    json.end_array();
  } else if constexpr (IsMap<Value>) {
    write_map(json, value);
  } else {
    write_list(json, value);
  }
}

template <class Value>
void write_value(core::JsonWriter& json, const Value& value) {
  if constexpr (std::is_same_v<Value, std::string>) {
    json.string(value);
  } else if constexpr (std::is_same_v<Value, apple::Bytes>) {
    json.string(hexadecimal(value));
  } else if constexpr (std::is_same_v<Value, apple::SysctlValue>) {
    std::visit([&](const auto& alternative) { write_value(json, alternative); }, value);
  } else if constexpr (std::is_same_v<Value, apple::Channel>) {
    write_value(json, line_of(value));
  } else if constexpr (requires { value.has_value(); }) {
    write_value(json, *value);
  } else if constexpr (std::is_floating_point_v<Value>) {
    json.number(value);
  } else if constexpr (std::is_unsigned_v<Value>) {
    json.natural(value);
  } else if constexpr (std::is_integral_v<Value>) {
    json.integer(value);
  } else {
    write_composite(json, value);
  }
}

// Whether all that was there still is, so that changes can tell the rest.
template <class Value>
bool is_kept(const Value& before, const Value& now) {
  if constexpr (IsMap<Value>) {
    return std::all_of(before.begin(), before.end(),
                       [&](const auto& entry) { return now.count(entry.first) == 1; });
  } else if constexpr (std::is_same_v<Value, std::vector<apple::Channel>>) {
    return std::equal(before.begin(), before.end(), now.begin(), now.end(),
                      [](const apple::Channel& a, const apple::Channel& b) {
                        return (a.identity == b.identity || *a.identity == *b.identity) &&
                               a.residencies.size() == b.residencies.size() &&
                               (b.published_ns || !a.published_ns);
                      });
  } else {
    return is_empty(before) || !is_empty(now);
  }
}

ChannelChange change_of(const apple::Channel& before, const apple::Channel& now) {
  ChannelChange change;
  if (now.value != before.value) change.value = now.value;
  if (now.residencies != before.residencies) change.ticks = now.residencies;
  if (now.published_ns != before.published_ns) change.published_ns = now.published_ns;
  return change;
}

bool is_empty(const ChannelChange& change) {
  return !change.value && change.ticks.empty() && !change.published_ns;
}

// Of what is kept: entries of a map by their names, channels by their positions.
template <class Value>
void write_change(core::JsonWriter& json, const Value& before, const Value& now) {
  if constexpr (IsMap<Value>) {
    json.begin_object();
    for (const auto& [name, value] : now) {
      const auto known = before.find(name);
      if (known != before.end() && known->second == value) continue;
      json.key(name);
      write_value(json, value);
    }
    json.end_object();
  } else if constexpr (std::is_same_v<Value, std::vector<apple::Channel>>) {
    json.begin_object();
    for (std::size_t i = 0; i < now.size(); ++i) {
      const ChannelChange change = change_of(before[i], now[i]);
      if (is_empty(change)) continue;
      json.key(std::to_string(i));
      write_value(json, change);
    }
    json.end_object();
  } else {
    write_value(json, now);
  }
}

template <class Value>
bool is_same(const Value& before, const Value& now) {
  if constexpr (std::is_same_v<Value, std::vector<apple::Channel>>) {
    return std::equal(
        before.begin(), before.end(), now.begin(), now.end(),
        [](const apple::Channel& a, const apple::Channel& b) { return is_empty(change_of(a, b)); });
  } else {
    return before == now;
  }
}

bool is_kept(const apple::Sample& before, const apple::Sample& now) {
  bool all = true;
  for_each_field<apple::Sample>(
      [&](const auto& field) { all = all && is_kept(before.*field.member, now.*field.member); });
  return all;
}

std::string changes_line(const apple::Sample& before, const apple::Sample& now) {
  core::JsonWriter json;
  json.begin_object();
  write_fields(json, LineHead{"changes", {}, ""});
  for_each_field<apple::Sample>([&](const auto& field) {
    const auto& value = now.*field.member;
    if (!field.is_required && is_same(before.*field.member, value)) return;
    json.key(field.key);
    write_change(json, before.*field.member, value);
  });
  json.end_object();
  return std::move(json).take();
}

template <class Value>
std::string write_line(const LineHead& head, const Value& value) {
  core::JsonWriter json;
  json.begin_object();
  write_fields(json, head);
  write_fields(json, value);
  json.end_object();
  return std::move(json).take();
}

}  // namespace

std::string machine_line(const apple::Machine& machine) {
  return write_line({"machine", kFormat, "apple"}, machine);
}

std::string sample_line(const apple::Sample& sample) {
  return write_line({"sample", {}, ""}, sample);
}

std::string SampleWriter::line(apple::Sample sample) {
  // What no line can say must not count as a change either.
  std::erase_if(sample.hid, [](const apple::HidSensor& sensor) { return is_empty(sensor); });
  std::string text =
      before_ && is_kept(*before_, sample) ? changes_line(*before_, sample) : sample_line(sample);
  before_ = std::move(sample);
  return text;
}

std::string machine_line(const LinuxMachine& machine) {
  return write_line({"machine", kFormat, "linux"}, machine);
}

std::string sample_line(const LinuxSample& sample) {
  return write_line({"sample", {}, ""}, sample);
}

}  // namespace silicon::recording
