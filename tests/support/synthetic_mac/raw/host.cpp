#include "tests/support/synthetic_mac/raw/host.hpp"

#include <algorithm>
#include <cstdint>

namespace silicon::testing::synthetic {
namespace {

constexpr double kPageBytes = 16384;
constexpr double kTicksPerSecond = 100;
constexpr double kSystemShare = 0.2;  // of the time in which a CPU works
constexpr double kSwapsAbove = 0.62;  // share of the memory that programs hold

std::uint64_t whole(double count) {
  return static_cast<std::uint64_t>(std::max(0.0, count));
}

std::uint32_t ticks(double seconds) {
  return static_cast<std::uint32_t>(seconds * kTicksPerSecond);
}

std::int64_t percent(double share) {
  return static_cast<std::int64_t>(share * 100);
}

}  // namespace

HostCounters::HostCounters(const Hardware& hardware)
    : hardware_(hardware),
      seconds_(hardware.efficiency_cores + std::size_t{2} * hardware.performance_cores) {}

void HostCounters::add(const State& state, double seconds) {
  std::size_t cpu = 0;
  for (const Cluster& cluster : state.clusters) {
    for (const double busy : cluster.busy) {
      auto& [user, system, idle] = seconds_.at(cpu++);
      user += seconds * busy * (1 - kSystemShare);
      system += seconds * busy * kSystemShare;
      idle += seconds * (1 - busy);
    }
  }
  const Activity& activity = state.activity;
  swapped_out_bytes_ += std::max(0.0, activity.memory - kSwapsAbove) * 50e6 * seconds;
  disk_bytes_ += activity.disk_bytes_per_second * seconds;
  network_bytes_ += activity.network_bytes_per_second * seconds;
}

// Mach's sums: all pages are free, active, inactive, wired or the compressor's; free has the
// speculative ones in it, and active, inactive and speculative are internal or external.
void HostCounters::show_memory(const State& state, apple::Sample& sample) const {
  const double all = hardware_.memory_bytes / kPageBytes;
  const double held = state.activity.memory;
  const std::uint64_t total = whole(all);
  const std::uint64_t wired = whole(all * (0.08 + 0.5 * state.activity.gpu_memory));
  const std::uint64_t compressor = whole(all * std::max(0.0, held - 0.55) * 0.2);
  const std::uint64_t used = whole(all * held);
  const std::uint64_t purgeable = whole(all * 0.01);
  const std::uint64_t internal = used - std::min(used, wired + compressor) + purgeable;
  const std::uint64_t external = std::min(whole(all * 0.3), (total - used) / 2);
  const std::uint64_t speculative = whole(all * 0.005);
  const std::uint64_t resident = internal + external - speculative;
  sample.vm = {{"free_count", total - wired - compressor - resident},
               {"active_count", resident * 3 / 5},
               {"inactive_count", resident - resident * 3 / 5},
               {"wire_count", wired},
               {"compressor_page_count", compressor},
               {"total_uncompressed_pages_in_compressor", compressor * 3},
               {"speculative_count", speculative},
               {"purgeable_count", purgeable},
               {"internal_page_count", internal},
               {"external_page_count", external},
               {"pageins", whole(disk_bytes_ * 0.3 / kPageBytes)},
               {"pageouts", whole(disk_bytes_ * 0.01 / kPageBytes)},
               {"swapins", whole(swapped_out_bytes_ * 0.5 / kPageBytes)},
               {"swapouts", whole(swapped_out_bytes_ / kPageBytes)}};
  constexpr std::uint64_t kSwapFile = std::uint64_t{1} << 30U;
  const std::uint64_t swapped = whole(swapped_out_bytes_ * 0.5);
  const std::uint64_t files = (swapped / kSwapFile + 1) * kSwapFile;
  sample.swap = apple::Swap{files, files - swapped, swapped};
  sample.pressure_level = held > 0.94 ? 4 : held > 0.86 ? 2 : 1;
}

void HostCounters::show(const State& state, apple::Sample& sample) const {
  for (const auto& [user, system, idle] : seconds_) {
    sample.cpu_ticks.push_back({ticks(user), ticks(system), ticks(idle), 0});
  }
  sample.load = {static_cast<double>(percent(state.load[0])) / 100,
                 static_cast<double>(percent(state.load[1])) / 100,
                 static_cast<double>(percent(state.load[2])) / 100};
  show_memory(state, sample);
  sample.ioaccelerator = {
      {"Device Utilization %", percent(state.gpu.busy)},
      {"Renderer Utilization %", percent(state.gpu.busy * 0.9)},
      {"Tiler Utilization %", percent(state.gpu.busy * 0.2)},
      {"In use system memory",
       static_cast<std::int64_t>(state.activity.gpu_memory * 0.8 * hardware_.memory_bytes)},
      {"In use system memory (driver)", 0},
      {"Alloc system memory",
       static_cast<std::int64_t>(state.activity.gpu_memory * hardware_.memory_bytes)}};
  apple::DiskCounters disk;
  disk.read_bytes = whole(disk_bytes_ * 0.6 / 4096) * 4096;
  disk.written_bytes = whole(disk_bytes_ * 0.4 / 4096) * 4096;
  disk.reads = disk.read_bytes / 32768;
  disk.writes = disk.written_bytes / 32768;
  disk.read_ns = disk.reads * 90'000;
  disk.write_ns = disk.writes * 40'000;
  sample.disks["disk0"] = disk;
  const std::uint64_t received = whole(network_bytes_ * 0.7);
  const std::uint64_t sent = whole(network_bytes_ * 0.3);
  sample.interfaces["en0"] = {received, received / 1200, 0, 0, sent, sent / 900, 0, 0};
  sample.interfaces["lo0"] = {sent, sent / 4000, 0, 0, sent, sent / 4000, 0, 0};
  constexpr std::uint64_t kDisk = 994'662'584'320;
  sample.filesystems = {
      {"/", "/dev/disk3s1s1", "apfs", kDisk, kDisk / 2},
      {"/System/Volumes/Data", "/dev/disk3s5", "apfs", kDisk, kDisk / 2 - disk.written_bytes}};
}

}  // namespace silicon::testing::synthetic
