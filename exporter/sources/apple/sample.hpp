// What an Apple silicon machine says at one moment: values as the system returned them, cumulative,
// before any interpretation. One line of a recording. What is absent the machine did not give:
// empty lists and maps, nullopt. Plain values; any thread.
// Tested by tests/exporter/sources/apple/sample_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/sources/apple/machine.hpp"

namespace silicon::apple {

enum class ChannelFormat { simple, state };  // others are not read

// What does not change about an IOReport channel. Strings as the system has them, padding included.
struct ChannelIdentity {
  std::string group;     // "Energy Model"
  std::string subgroup;  // "" where there is none
  std::string channel;   // "CPU Energy"
  std::string driver;
  std::string unit;  // "mJ", "24Mticks"
  ChannelFormat format = ChannelFormat::simple;
  std::vector<std::string> states;  // names, of a state channel

  friend bool operator==(const ChannelIdentity&, const ChannelIdentity&) = default;
};

// A reader makes the identity once; each sample then costs only numbers.
struct Channel {
  std::shared_ptr<const ChannelIdentity> identity;  // never null
  std::int64_t value = 0;                           // simple; INT64_MIN: invalid
  std::vector<std::int64_t> residencies;            // state; one per name
  // When the driver wrote the value: the timestamp in RawElements, on the clock of mono_ns.
  std::optional<std::uint64_t> published_ns;
};

// A key of the SMC. `type` has four characters: "flt ", "ui8 ".
struct SmcValue {
  std::string type;
  Bytes bytes;

  friend bool operator==(const SmcValue&, const SmcValue&) = default;
};

// A HID temperature sensor; names repeat.
struct HidSensor {
  std::string name;
  double celsius = 0;

  friend bool operator==(const HidSensor&, const HidSensor&) = default;
};

struct Swap {  // struct xsw_usage; bytes
  std::uint64_t total = 0;
  std::uint64_t available = 0;
  std::uint64_t used = 0;

  friend bool operator==(const Swap&, const Swap&) = default;
};

struct DiskCounters {  // IOBlockStorageDriver's Statistics
  std::uint64_t read_bytes = 0;
  std::uint64_t written_bytes = 0;
  std::uint64_t reads = 0;
  std::uint64_t writes = 0;
  // "Total Time (Read)", "Total Time (Write)": of all requests together, which overlap.
  std::optional<std::uint64_t> read_ns = std::nullopt;
  std::optional<std::uint64_t> write_ns = std::nullopt;

  friend bool operator==(const DiskCounters&, const DiskCounters&) = default;
};

struct InterfaceCounters {  // if_data64 in if_msghdr2
  std::uint64_t received_bytes = 0;
  std::uint64_t received_packets = 0;
  std::uint64_t received_errors = 0;
  std::uint64_t received_drops = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t sent_packets = 0;
  std::uint64_t sent_errors = 0;
  // Of if_msghdr2 itself: what the queue had no room for.
  std::optional<std::uint64_t> sent_drops = std::nullopt;

  friend bool operator==(const InterfaceCounters&, const InterfaceCounters&) = default;
};

struct FilesystemRoom {  // statfs(2)
  std::string mountpoint;
  std::string device;  // "/dev/disk3s1s1"
  std::string fstype;
  std::uint64_t size_bytes = 0;
  std::uint64_t available_bytes = 0;  // to ordinary users

  friend bool operator==(const FilesystemRoom&, const FilesystemRoom&) = default;
};

// host_processor_info's order: user, system, idle, nice. 100 Hz, 32 bits wide.
using CpuTicks = std::array<std::uint32_t, 4>;

struct Sample {
  std::uint64_t mono_ns = 0;  // mach_absolute_time() in nanoseconds: stands still in sleep
  std::int64_t unix_ms = 0;
  std::vector<CpuTicks> cpu_ticks;            // by logical_cpu_id
  std::optional<std::array<double, 3>> load;  // getloadavg(): 1, 5, 15 minutes
  // Counts of struct vm_statistics64 by field name: "free_count", "wire_count", "swapins" ...
  std::map<std::string, std::uint64_t, std::less<>> vm;
  std::optional<Swap> swap;
  std::optional<std::int64_t> pressure_level;  // kern.memorystatus_vm_pressure_level
  std::vector<Channel> ioreport;
  std::map<std::string, SmcValue, std::less<>> smc;  // by key, of four characters
  std::vector<HidSensor> hid;
  // IOAccelerator's PerformanceStatistics: "Device Utilization %", "In use system memory" ...
  std::map<std::string, std::int64_t, std::less<>> ioaccelerator;
  std::optional<std::int64_t> thermal_pressure;            // com.apple.system.thermalpressurelevel
  std::map<std::string, DiskCounters, std::less<>> disks;  // by BSD name: "disk0"
  std::map<std::string, InterfaceCounters, std::less<>> interfaces;  // by name: "en0"
  std::vector<FilesystemRoom> filesystems;
};

// The first channel of exactly that name; null when there is none.
inline const Channel* find_channel(const std::vector<Channel>& channels, std::string_view group,
                                   std::string_view subgroup, std::string_view name) {
  for (const Channel& channel : channels) {
    const ChannelIdentity& identity = *channel.identity;
    if (identity.channel == name && identity.subgroup == subgroup && identity.group == group) {
      return &channel;
    }
  }
  return nullptr;
}

}  // namespace silicon::apple
