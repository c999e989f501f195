// What block devices did: /proc/diskstats, and the families made of it.
// Not file systems (mounts.hpp) and not which device is a whole one: the platform knows that.
// DiskActivity has state: one thread at a time. Tested by
// tests/exporter/sources/disks/diskstats_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/sources/rising_counter.hpp"

namespace silicon::disks {

// The counters of one line, as the kernel prints them: Documentation/admin-guide/iostats.rst.
// nullopt: the system does not count that (macOS: no time with a request under way).
struct DiskCounts {
  std::string_view device;  // points into the text
  std::uint64_t reads = 0;
  std::uint64_t sectors_read = 0;
  std::uint64_t writes = 0;
  std::uint64_t sectors_written = 0;
  std::optional<std::uint64_t> read_milliseconds = std::nullopt;  // of all requests together
  std::optional<std::uint64_t> write_milliseconds = std::nullopt;
  // 32 bits wide on every kernel of Linux: wraps after 49.7 busy days.
  std::optional<std::uint64_t> busy_milliseconds = std::nullopt;
};

// Every line of 14 fields or more (18 since Linux 4.18, 20 since 5.5); other lines are passed over,
// among them the 7 fields that partitions had before Linux 2.6.25.
std::vector<DiskCounts> parse_diskstats(std::string_view text);

// Devices that are no hardware and only repeat what another one does, or live in memory: loop,
// ram, zram.
bool is_virtual_device(std::string_view device);

// Keeps the counters of each device from going backwards, when it is unplugged and comes back too.
class DiskActivity {
 public:
  void update(const std::vector<DiskCounts>& disks);

  // silicon_disk_*_total{device} of the devices of the last update(), in its order. A time that no
  // device states has no family.
  core::Families families() const;

 private:
  struct Disk {
    core::Labels labels;
    sources::RisingCounter reads = {};
    sources::RisingCounter sectors_read = {};
    sources::RisingCounter writes = {};
    sources::RisingCounter sectors_written = {};
    std::optional<sources::RisingCounter> read_milliseconds = {};
    std::optional<sources::RisingCounter> write_milliseconds = {};
    std::optional<sources::RisingCounter> busy_milliseconds = {};
  };

  std::map<std::string, Disk, std::less<>> disks_;
  std::vector<const Disk*> present_;  // into disks_
};

}  // namespace silicon::disks
