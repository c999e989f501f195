#include "tests/support/fake_apple/script.hpp"

#include <algorithm>
#include <cstring>
#include <variant>

namespace silicon::testing::apple {
namespace {

using namespace silicon::apple_platform;
namespace raw = silicon::apple;
namespace layout = interface_list;

template <class Number>
std::string bytes_of(Number number) {
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}

template <class Number>
void put(std::string& bytes, std::size_t offset, Number number) {
  std::memcpy(bytes.data() + offset, &number, sizeof number);
}

template <std::size_t size>
void put_text(char (&field)[size], const std::string& text) {
  std::memcpy(field, text.data(), std::min(text.size(), size - 1));
}

Entry entry_of(const raw::CpuNode& node) {
  Entry entry{.name = node.name,
              .class_name = "IOPlatformDevice",
              .parent_path = "IODeviceTree:/cpus",
              .properties = {},
              .properties_below = {}};
  if (!node.cluster_type.empty()) {
    entry.properties.emplace("cluster-type", Bytes{node.cluster_type + '\0'});
  }
  const auto add = [&](const char* key, const std::optional<std::uint32_t>& number) {
    if (number) entry.properties.emplace(key, Bytes{bytes_of(*number)});
  };
  add("logical-cluster-id", node.logical_cluster_id);
  add("logical-cpu-id", node.logical_cpu_id);
  return entry;
}

Entry power_manager(const raw::Machine& machine) {
  Entry entry{.name = "pmgr",
              .class_name = "AppleARMIODevice",
              .parent_path = "",
              .properties = {{"compatible", "pmgr1,t6041"}},
              .properties_below = {}};
  for (const auto& [key, bytes] : machine.pmgr) {
    entry.properties.emplace(key, Bytes{std::string(bytes.begin(), bytes.end())});
  }
  return entry;
}

Entry accelerator(const raw::Machine& machine) {
  Entry entry{.name = "AGXAcceleratorG16X",
              .class_name = "IOAccelerator",
              .parent_path = "",
              .properties = {},
              .properties_below = {}};
  if (machine.gpu_core_count) {
    entry.properties.emplace("gpu-core-count", std::int64_t{*machine.gpu_core_count});
  }
  return entry;
}

// An existing entry, so that readers' handles stay good, or a new one.
Entry& service(FakeMac& mac, const std::string& class_name, const std::string& name) {
  for (Entry& entry : mac.registry) {
    if (entry.class_name == class_name && (name.empty() || entry.name == name)) return entry;
  }
  return mac.registry.emplace_back(Entry{.name = name,
                                         .class_name = class_name,
                                         .parent_path = "",
                                         .properties = {},
                                         .properties_below = {}});
}

void show_gpu(FakeMac& mac, const raw::Sample& sample) {
  if (sample.ioaccelerator.empty()) return;
  Dictionary statistics;
  for (const auto& [key, value] : sample.ioaccelerator) statistics.emplace(key, value);
  service(mac, "IOAccelerator", "")
      .properties.insert_or_assign("PerformanceStatistics", std::move(statistics));
}

void show_disks(FakeMac& mac, const raw::Sample& sample) {
  for (const auto& [name, disk] : sample.disks) {
    const auto count = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    Entry& entry = service(mac, "IOBlockStorageDriver", "driver of " + name);
    Dictionary statistics{{"Bytes (Read)", count(disk.read_bytes)},
                          {"Bytes (Write)", count(disk.written_bytes)},
                          {"Operations (Read)", count(disk.reads)},
                          {"Operations (Write)", count(disk.writes)}};
    if (disk.read_ns) statistics.emplace("Total Time (Read)", count(*disk.read_ns));
    if (disk.write_ns) statistics.emplace("Total Time (Write)", count(*disk.write_ns));
    entry.properties.insert_or_assign("Statistics", std::move(statistics));
    entry.properties_below.insert_or_assign("BSD Name", name);
  }
}

std::string vm_bytes(const raw::Sample& sample) {
  std::string bytes(160, '\0');
  std::size_t end = 0;
  for (const VmField& field : kVmFields) {
    const auto found = sample.vm.find(field.name);
    if (found == sample.vm.end()) continue;
    std::memcpy(bytes.data() + field.offset, &found->second, field.width);  // little-endian
    end = std::max(end, field.offset + field.width);
  }
  bytes.resize(end);
  return bytes;
}

std::string interface_message(const std::string& name, const raw::InterfaceCounters& counters) {
  std::string message(layout::kNameAt + std::max<std::size_t>(name.size(), 12), '\0');
  put(message, layout::kLengthAt, static_cast<std::uint16_t>(message.size()));
  put(message, layout::kTypeAt, layout::kInformation);
  put(message, layout::kReceiveBytesAt, counters.received_bytes);
  put(message, layout::kReceivePacketsAt, counters.received_packets);
  put(message, layout::kReceiveErrorsAt, counters.received_errors);
  put(message, layout::kReceiveDropsAt, counters.received_drops);
  put(message, layout::kTransmitBytesAt, counters.sent_bytes);
  put(message, layout::kTransmitPacketsAt, counters.sent_packets);
  put(message, layout::kTransmitErrorsAt, counters.sent_errors);
  put(message, layout::kTransmitDropsAt,
      static_cast<std::uint32_t>(counters.sent_drops.value_or(0)));
  put(message, layout::kNameLengthAt, static_cast<std::uint8_t>(name.size()));
  message.replace(layout::kNameAt, name.size(), name);
  return message;
}

FilesystemStatus status_of(const raw::FilesystemRoom& room) {
  FilesystemStatus status;
  status.block_bytes = 1;
  status.blocks = room.size_bytes;
  status.available_blocks = room.available_bytes;
  status.flags = kMountLocal;
  put_text(status.mounted_on, room.mountpoint);
  put_text(status.mounted_from, room.device);
  put_text(status.type_name, room.fstype);
  return status;
}

FakeChannel channel_of(const FakeMac& mac, const raw::Channel& channel) {
  const raw::ChannelIdentity& identity = *channel.identity;
  FakeChannel fake{.group = identity.group,
                   .subgroup = identity.subgroup,
                   .name = identity.channel,
                   .driver = identity.driver,
                   .unit = identity.unit,
                   .format = kReportSimple,
                   .value = channel.value,
                   .states = {},
                   .published_ticks = channel.published_ns.value_or(0) * mac.timebase.denominator /
                                      mac.timebase.numerator};
  if (identity.format == raw::ChannelFormat::simple) return fake;
  fake.format = kReportState;
  for (std::size_t i = 0; i < identity.states.size(); ++i) {
    fake.states.emplace_back(identity.states[i], channel.residencies.at(i));
  }
  return fake;
}

void show_host(FakeMac& mac, const raw::Sample& sample) {
  mac.cpu_ticks.assign(sample.cpu_ticks.begin(), sample.cpu_ticks.end());
  mac.vm_statistics = vm_bytes(sample);
  mac.load = sample.load.value_or(std::array<double, 3>{});
  mac.load_fails = !sample.load;
  mac.sysctls.erase("vm.swapusage");
  if (sample.swap) {
    mac.sysctls["vm.swapusage"] = bytes_of(sample.swap->total) + bytes_of(sample.swap->available) +
                                  bytes_of(sample.swap->used) + bytes_of(std::uint64_t{16384});
  }
  mac.sysctls.erase("kern.memorystatus_vm_pressure_level");
  if (sample.pressure_level) {
    mac.sysctls["kern.memorystatus_vm_pressure_level"] =
        bytes_of(static_cast<std::int32_t>(*sample.pressure_level));
  }
  mac.notify_works = sample.thermal_pressure.has_value();
  mac.thermal_pressure = static_cast<std::uint64_t>(sample.thermal_pressure.value_or(0));
  mac.interface_list.clear();
  for (const auto& [name, counters] : sample.interfaces) {
    mac.interface_list += interface_message(name, counters);
  }
  mac.filesystems.clear();
  for (const auto& room : sample.filesystems) mac.filesystems.push_back(status_of(room));
}

}  // namespace

void show(FakeMac& mac, const raw::Machine& machine) {
  for (const auto& [name, value] : machine.sysctl) {
    const auto* text = std::get_if<std::string>(&value);
    mac.sysctls[name] = text == nullptr ? bytes_of(std::get<std::int64_t>(value)) : *text + '\0';
  }
  mac.registry.clear();
  for (const raw::CpuNode& node : machine.cpus) mac.registry.push_back(entry_of(node));
  if (!machine.pmgr.empty()) mac.registry.push_back(power_manager(machine));
  mac.registry.push_back(accelerator(machine));
  mac.registry.push_back(Entry{.name = "AppleSMC",
                               .class_name = "AppleSMC",
                               .parent_path = "",
                               .properties = {},
                               .properties_below = {}});
  mac.registry.push_back(Entry{.name = "AppleSMCKeysEndpoint",
                               .class_name = "AppleSMC",
                               .parent_path = "",
                               .properties = {},
                               .properties_below = {}});
}

void show(FakeMac& mac, const raw::Sample& sample) {
  mac.absolute_ticks = sample.mono_ns * mac.timebase.denominator / mac.timebase.numerator;
  show_host(mac, sample);
  show_gpu(mac, sample);
  show_disks(mac, sample);
  mac.channels.clear();
  for (const auto& channel : sample.ioreport) mac.channels.push_back(channel_of(mac, channel));
  mac.smc.clear();
  for (const auto& [key, value] : sample.smc) {
    mac.smc[key] = {.type = value.type, .bytes = {value.bytes.begin(), value.bytes.end()}};
  }
  mac.sensors.clear();
  for (const auto& sensor : sample.hid) {
    mac.sensors.push_back({.name = sensor.name, .celsius = sensor.celsius});
  }
}

}  // namespace silicon::testing::apple
