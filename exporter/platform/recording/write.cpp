#include "exporter/platform/recording/write.hpp"

#include <cmath>
#include <variant>

#include "exporter/platform/recording/json_writer.hpp"

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

void write_text(JsonWriter& json, std::string_view key, std::string_view value) {
  json.key(key);
  json.text(value);
}

void write_natural(JsonWriter& json, std::string_view key, std::uint64_t value) {
  json.key(key);
  json.natural(value);
}

template <class Number>
void write_optional(JsonWriter& json, std::string_view key, const std::optional<Number>& value) {
  if (!value) return;
  json.key(key);
  json.integer(static_cast<std::int64_t>(*value));
}

// {key: write(value)}, and nothing at all for an empty map.
template <class Map, class Write>
void write_map(JsonWriter& json, std::string_view key, const Map& map, Write write) {
  if (map.empty()) return;
  json.key(key);
  json.begin_object();
  for (const auto& [name, value] : map) {
    json.key(name);
    write(value);
  }
  json.end_object();
}

template <class List, class Write>
void write_list(JsonWriter& json, std::string_view key, const List& list, Write write) {
  if (list.empty()) return;
  json.key(key);
  json.begin_array();
  for (const auto& item : list) write(item);
  json.end_array();
}

void write_cpu(JsonWriter& json, const apple::CpuNode& cpu) {
  json.begin_object();
  write_text(json, "name", cpu.name);
  write_text(json, "cluster_type", cpu.cluster_type);
  write_optional(json, "logical_cluster_id", cpu.logical_cluster_id);
  write_optional(json, "logical_cpu_id", cpu.logical_cpu_id);
  json.end_object();
}

void write_states(JsonWriter& json, const apple::Channel& channel) {
  json.key("states");
  json.begin_array();
  for (std::size_t i = 0; i < channel.residencies.size(); ++i) {
    json.begin_array();
    json.text(channel.identity->states.at(i));
    json.integer(channel.residencies[i]);
    json.end_array();
  }
  json.end_array();
}

void write_channel(JsonWriter& json, const apple::Channel& channel) {
  const apple::ChannelIdentity& identity = *channel.identity;
  json.begin_object();
  write_text(json, "group", identity.group);
  if (!identity.subgroup.empty()) write_text(json, "subgroup", identity.subgroup);
  write_text(json, "channel", identity.channel);
  if (!identity.driver.empty()) write_text(json, "driver", identity.driver);
  if (!identity.unit.empty()) write_text(json, "unit", identity.unit);
  if (identity.format == apple::ChannelFormat::simple) {
    write_text(json, "format", "simple");
    json.key("value");
    json.integer(channel.value);
  } else {
    write_text(json, "format", "state");
    write_states(json, channel);
  }
  if (channel.published_ns) write_natural(json, "published", *channel.published_ns);
  json.end_object();
}

void write_host(JsonWriter& json, const apple::Sample& sample) {
  write_list(json, "cpu_ticks", sample.cpu_ticks, [&](const apple::CpuTicks& ticks) {
    json.begin_array();
    for (const std::uint32_t count : ticks) json.natural(count);
    json.end_array();
  });
  if (sample.load) {
    write_list(json, "load", *sample.load, [&](double load) { json.number(load); });
  }
  write_map(json, "vm", sample.vm, [&](std::uint64_t count) { json.natural(count); });
  if (sample.swap) {
    json.key("swap");
    json.begin_object();
    write_natural(json, "total", sample.swap->total);
    write_natural(json, "avail", sample.swap->available);
    write_natural(json, "used", sample.swap->used);
    json.end_object();
  }
  write_optional(json, "pressure_level", sample.pressure_level);
}

void write_sensors(JsonWriter& json, const apple::Sample& sample) {
  write_list(json, "ioreport", sample.ioreport,
             [&](const apple::Channel& channel) { write_channel(json, channel); });
  write_map(json, "smc", sample.smc, [&](const apple::SmcValue& value) {
    json.begin_object();
    write_text(json, "type", value.type);
    write_text(json, "bytes", hexadecimal(value.bytes));
    json.end_object();
  });
  write_list(json, "hid", sample.hid, [&](const apple::HidSensor& sensor) {
    if (!std::isfinite(sensor.celsius)) return;
    json.begin_array();
    json.text(sensor.name);
    json.number(sensor.celsius);
    json.end_array();
  });
  write_map(json, "ioaccelerator", sample.ioaccelerator,
            [&](std::int64_t value) { json.integer(value); });
  write_optional(json, "thermal_pressure", sample.thermal_pressure);
}

void write_disk(JsonWriter& json, const apple::DiskCounters& disk) {
  json.begin_object();
  write_natural(json, "read_bytes", disk.read_bytes);
  write_natural(json, "written_bytes", disk.written_bytes);
  write_natural(json, "reads", disk.reads);
  write_natural(json, "writes", disk.writes);
  json.end_object();
}

void write_interface(JsonWriter& json, const apple::InterfaceCounters& counters) {
  json.begin_object();
  write_natural(json, "received_bytes", counters.received_bytes);
  write_natural(json, "received_packets", counters.received_packets);
  write_natural(json, "received_errors", counters.received_errors);
  write_natural(json, "received_drops", counters.received_drops);
  write_natural(json, "sent_bytes", counters.sent_bytes);
  write_natural(json, "sent_packets", counters.sent_packets);
  write_natural(json, "sent_errors", counters.sent_errors);
  json.end_object();
}

void write_filesystem(JsonWriter& json, const apple::FilesystemRoom& room) {
  json.begin_object();
  write_text(json, "mountpoint", room.mountpoint);
  write_text(json, "device", room.device);
  write_text(json, "fstype", room.fstype);
  write_natural(json, "size_bytes", room.size_bytes);
  write_natural(json, "available_bytes", room.available_bytes);
  json.end_object();
}

}  // namespace

std::string machine_line(const apple::Machine& machine) {
  JsonWriter json;
  json.begin_object();
  write_text(json, "type", "machine");
  write_natural(json, "format", kFormat);
  write_text(json, "platform", "apple");
  write_text(json, "model", machine.model);
  write_text(json, "chip", machine.chip);
  write_text(json, "os", machine.os);
  write_map(json, "sysctl", machine.sysctl, [&](const apple::SysctlValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return json.integer(std::get<std::int64_t>(value));
    json.text(*text);
  });
  write_list(json, "cpus", machine.cpus, [&](const apple::CpuNode& cpu) { write_cpu(json, cpu); });
  write_map(json, "pmgr", machine.pmgr,
            [&](const apple::Bytes& bytes) { json.text(hexadecimal(bytes)); });
  write_optional(json, "gpu_core_count", machine.gpu_core_count);
  write_optional(json, "page_size", machine.page_size);
  json.end_object();
  return std::move(json).take();
}

std::string sample_line(const apple::Sample& sample) {
  JsonWriter json;
  json.begin_object();
  write_text(json, "type", "sample");
  write_natural(json, "mono_ns", sample.mono_ns);
  json.key("unix_ms");
  json.integer(sample.unix_ms);
  write_host(json, sample);
  write_sensors(json, sample);
  write_map(json, "disks", sample.disks,
            [&](const apple::DiskCounters& disk) { write_disk(json, disk); });
  write_map(json, "interfaces", sample.interfaces,
            [&](const apple::InterfaceCounters& counters) { write_interface(json, counters); });
  write_list(json, "filesystems", sample.filesystems,
             [&](const apple::FilesystemRoom& room) { write_filesystem(json, room); });
  json.end_object();
  return std::move(json).take();
}

}  // namespace silicon::recording
