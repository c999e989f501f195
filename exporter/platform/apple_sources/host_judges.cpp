#include "exporter/platform/apple_sources/host_judges.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exporter/sources/cpu/load.hpp"
#include "exporter/sources/disks/diskstats.hpp"
#include "exporter/sources/disks/filesystems.hpp"
#include "exporter/sources/memory/apple/vm.hpp"
#include "exporter/sources/memory/meminfo.hpp"
#include "exporter/sources/memory/swap.hpp"
#include "exporter/sources/network/interfaces.hpp"

namespace silicon::apple_platform {
namespace {

constexpr std::uint64_t kSectorBytes = 512;
constexpr std::uint64_t kNanosecondsPerMillisecond = 1'000'000;

std::optional<std::uint64_t> milliseconds(std::optional<std::uint64_t> nanoseconds) {
  if (!nanoseconds) return std::nullopt;
  return *nanoseconds / kNanosecondsPerMillisecond;
}

// Names point into the sample.
std::vector<disks::DiskCounts> disk_counts(const apple::Sample& sample) {
  std::vector<disks::DiskCounts> result;
  for (const auto& [name, disk] : sample.disks) {
    result.push_back({.device = name,
                      .reads = disk.reads,
                      .sectors_read = disk.read_bytes / kSectorBytes,
                      .writes = disk.writes,
                      .sectors_written = disk.written_bytes / kSectorBytes,
                      .read_milliseconds = milliseconds(disk.read_ns),
                      .write_milliseconds = milliseconds(disk.write_ns)});
  }
  return result;
}

std::vector<network::InterfaceCounts> interface_counts(const apple::Sample& sample) {
  std::vector<network::InterfaceCounts> result;
  for (const auto& [name, counters] : sample.interfaces) {
    result.push_back({.interface = name,
                      .receive = {.bytes = counters.received_bytes,
                                  .packets = counters.received_packets,
                                  .errors = counters.received_errors,
                                  .drops = counters.received_drops},
                      .transmit = {.bytes = counters.sent_bytes,
                                   .packets = counters.sent_packets,
                                   .errors = counters.sent_errors,
                                   .drops = counters.sent_drops}});
  }
  return result;
}

std::vector<disks::Filesystem> filesystems_of(const apple::Sample& sample) {
  std::vector<disks::Filesystem> result;
  for (const apple::FilesystemRoom& room : sample.filesystems) {
    result.push_back(
        {.mount = {.device_number = "",
                   .mountpoint = room.mountpoint,
                   .fstype = room.fstype,
                   .device = room.device},
         .statistics = {.size_bytes = static_cast<double>(room.size_bytes),
                        .available_bytes = static_cast<double>(room.available_bytes)}});
  }
  return result;
}

core::Result<core::Families> judge_load(const apple::Sample& sample) {
  if (!sample.load) return core::Error("the system says no load averages");
  const auto& [one, five, fifteen] = *sample.load;
  return cpu::load_families({.one_minute = one, .five_minutes = five, .fifteen_minutes = fifteen});
}

core::Result<core::Families> judge_memory(const apple::Machine& machine,
                                          const apple::Sample& sample,
                                          memory::SwapTraffic& traffic) {
  core::Result<memory::Meminfo> meminfo = memory::meminfo_of(machine, sample);
  if (!meminfo) return std::move(meminfo).error();
  core::Families families = memory::memory_families(*meminfo);
  for (core::Family& family : traffic.follow(memory::swapped_pages(sample))) {
    families.push_back(std::move(family));
  }
  families.push_back(memory::pressure_level_family(sample));
  return families;
}

}  // namespace

Judged judged_load() {
  apple::Wanted wanted;
  wanted.load = true;
  return {wanted, [](const apple::Machine&) -> Judge { return judge_load; }};
}

Judged judged_memory() {
  apple::Wanted wanted;
  wanted.memory = true;
  return {wanted, [](const apple::Machine& machine) -> Judge {
            return [machine, traffic = memory::SwapTraffic(memory::page_bytes(machine))](
                       const apple::Sample& sample) mutable {
              return judge_memory(machine, sample, traffic);
            };
          }};
}

// The driver adds up the time of requests, and requests overlap: no time in which a disk was busy
// comes of that.
Judged judged_disks() {
  apple::Wanted wanted;
  wanted.disks = true;
  return {wanted, [](const apple::Machine&) -> Judge {
            auto activity = std::make_shared<disks::DiskActivity>();
            return [activity](const apple::Sample& sample) -> core::Result<core::Families> {
              activity->update(disk_counts(sample));
              return activity->families();
            };
          }};
}

Judged judged_filesystems() {
  apple::Wanted wanted;
  wanted.filesystems = true;
  return {wanted, [](const apple::Machine&) -> Judge {
            return [](const apple::Sample& sample) -> core::Result<core::Families> {
              return disks::filesystem_families(filesystems_of(sample));
            };
          }};
}

Judged judged_network() {
  apple::Wanted wanted;
  wanted.interfaces = true;
  return {wanted, [](const apple::Machine&) -> Judge {
            auto traffic = std::make_shared<network::Traffic>();
            return [traffic](const apple::Sample& sample) -> core::Result<core::Families> {
              traffic->update(interface_counts(sample));
              return traffic->families();
            };
          }};
}

}  // namespace silicon::apple_platform
