#include "exporter/platform/recording/write.hpp"

#include <cmath>
#include <variant>

#include "exporter/platform/recording/json_writer.hpp"
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
void write_value(JsonWriter& json, const Value& value);

template <class Struct>
void write_fields(JsonWriter& json, const Struct& value) {
  for_each_field<Struct>([&](const auto& field) {
    const auto& member = value.*field.member;
    if (!field.is_required && is_empty(member)) return;
    json.key(field.key);
    write_value(json, member);
  });
}

template <class Range>
void write_list(JsonWriter& json, const Range& range) {
  constexpr bool kAll = std::is_same_v<typename Range::value_type, std::string>;
  json.begin_array();
  for (const auto& item : range) {
    if (kAll || !is_empty(item)) write_value(json, item);
  }
  json.end_array();
}

template <class Map>
void write_map(JsonWriter& json, const Map& map) {
  json.begin_object();
  for (const auto& [name, value] : map) {
    json.key(name);
    write_value(json, value);
  }
  json.end_object();
}

template <class Value>
void write_composite(JsonWriter& json, const Value& value) {
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
void write_value(JsonWriter& json, const Value& value) {
  if constexpr (std::is_same_v<Value, std::string>) {
    json.text(value);
  } else if constexpr (std::is_same_v<Value, apple::Bytes>) {
    json.text(hexadecimal(value));
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

template <class Value>
std::string write_line(const LineHead& head, const Value& value) {
  JsonWriter json;
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

std::string machine_line(const LinuxMachine& machine) {
  return write_line({"machine", kFormat, "linux"}, machine);
}

std::string sample_line(const LinuxSample& sample) {
  return write_line({"sample", {}, ""}, sample);
}

}  // namespace silicon::recording
