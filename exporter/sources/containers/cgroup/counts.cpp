#include "exporter/sources/containers/cgroup/counts.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

#include "exporter/sources/containers/cgroup/numbers.hpp"

namespace silicon::containers {
namespace {

// A line of a file, where its figure goes, and how many of ours one of its units is.
template <class Counts>
struct Field {
  std::string_view key;
  Count Counts::*figure;
  std::uint64_t unit = 1;
};

constexpr std::uint64_t kMicrosecond = 1000;
constexpr std::uint64_t kTick = 10'000'000;

// Device numbers that one file may name; a cgroup touches a handful.
constexpr std::size_t kMostDevices = 256;

// Most keys differ in length already; g++ 12 would call a function to find out.
bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size()) == 0;
}

template <class Counts, std::size_t Size>
void read(std::string_view text, const std::array<Field<Counts>, Size>& fields, Counts& counts) {
  core::for_each_line(text, [&](std::string_view line) {
    const auto [key, value] = core::cut(line, ' ');
    for (const Field<Counts>& field : fields) {
      if (!same(key, field.key)) continue;
      const Count number = core::parse_unsigned(value);
      // A figure that no machine can have reached is none.
      if (!number || *number > std::numeric_limits<std::uint64_t>::max() / field.unit) return;
      counts.*field.figure = *number * field.unit;
    }
  });
}

DeviceTraffic* device_of(std::string_view numbers, std::vector<DeviceTraffic>& devices) {
  const auto [major, minor] = core::cut(numbers, ':');
  if (!core::parse_unsigned(major) || !core::parse_unsigned(minor)) return nullptr;
  const auto known = std::find_if(devices.begin(), devices.end(), [&](const DeviceTraffic& device) {
    return device.device == numbers;
  });
  if (known != devices.end()) return &*known;
  if (devices.size() == kMostDevices) return nullptr;
  devices.emplace_back().device = numbers;
  return &devices.back();
}

// "8:0 Read 1331200"; the lines of other operations and of the total are passed over.
void read_blkio_file(std::string_view text, Count DeviceTraffic::*reads,
                     Count DeviceTraffic::*writes, std::vector<DeviceTraffic>& devices) {
  core::for_each_line(text, [&](std::string_view line) {
    const std::string_view numbers = core::take_field(line);
    const std::string_view operation = core::take_field(line);
    const auto figure = operation == "Read" ? reads : operation == "Write" ? writes : nullptr;
    const Count count = parse_count(line);
    if (figure == nullptr || !count) return;
    if (DeviceTraffic* device = device_of(numbers, devices)) device->*figure = count;
  });
}

}  // namespace

void read_cpu_stat(std::string_view text, CpuCounts& cpu) {
  static constexpr std::array<Field<CpuCounts>, 9> kFields{{
      {"usage_usec", &CpuCounts::usage_nanoseconds, kMicrosecond},
      {"user_usec", &CpuCounts::user_nanoseconds, kMicrosecond},
      {"system_usec", &CpuCounts::system_nanoseconds, kMicrosecond},
      {"nr_periods", &CpuCounts::periods},
      {"nr_throttled", &CpuCounts::throttled_periods},
      {"throttled_usec", &CpuCounts::throttled_nanoseconds, kMicrosecond},
      {"throttled_time", &CpuCounts::throttled_nanoseconds},
      {"nr_bursts", &CpuCounts::bursts},
      {"burst_usec", &CpuCounts::burst_nanoseconds, kMicrosecond},
  }};
  read(text, kFields, cpu);
  static constexpr std::array<Field<CpuCounts>, 1> kLegacy{
      {{"burst_time", &CpuCounts::burst_nanoseconds}}};
  read(text, kLegacy, cpu);
}

void read_cpuacct_stat(std::string_view text, CpuCounts& cpu) {
  static constexpr std::array<Field<CpuCounts>, 2> kFields{{
      {"user", &CpuCounts::user_nanoseconds, kTick},
      {"system", &CpuCounts::system_nanoseconds, kTick},
  }};
  read(text, kFields, cpu);
}

void read_memory_stat(std::string_view text, MemoryCounts& memory) {
  static constexpr std::array<Field<MemoryCounts>, 8> kFields{{
      {"anon", &MemoryCounts::anonymous_bytes},
      {"file", &MemoryCounts::cache_bytes},
      {"kernel", &MemoryCounts::kernel_bytes},
      {"file_mapped", &MemoryCounts::mapped_file_bytes},
      {"active_file", &MemoryCounts::active_file_bytes},
      {"inactive_file", &MemoryCounts::inactive_file_bytes},
      {"pgfault", &MemoryCounts::page_faults},
      {"pgmajfault", &MemoryCounts::major_page_faults},
  }};
  read(text, kFields, memory);
  memory.page_faults_with_children = memory.page_faults;
  memory.major_page_faults_with_children = memory.major_page_faults;
}

void read_memory_stat_v1(std::string_view text, MemoryCounts& memory) {
  static constexpr std::array<Field<MemoryCounts>, 10> kFields{{
      {"total_rss", &MemoryCounts::anonymous_bytes},
      {"total_cache", &MemoryCounts::cache_bytes},
      {"total_swap", &MemoryCounts::swap_bytes},
      {"total_mapped_file", &MemoryCounts::mapped_file_bytes},
      {"total_active_file", &MemoryCounts::active_file_bytes},
      {"total_inactive_file", &MemoryCounts::inactive_file_bytes},
      {"pgfault", &MemoryCounts::page_faults},
      {"pgmajfault", &MemoryCounts::major_page_faults},
      {"total_pgfault", &MemoryCounts::page_faults_with_children},
      {"total_pgmajfault", &MemoryCounts::major_page_faults_with_children},
  }};
  read(text, kFields, memory);
}

void read_memory_events(std::string_view text, MemoryEvents& events) {
  static constexpr std::array<Field<MemoryEvents>, 3> kFields{{
      {"high", &MemoryEvents::high},
      {"max", &MemoryEvents::max},
      {"oom_kill", &MemoryEvents::oom_kills},
  }};
  read(text, kFields, events);
}

void read_io_stat(std::string_view text, std::vector<DeviceTraffic>& devices) {
  static constexpr std::array<Field<DeviceTraffic>, 4> kFields{{
      {"rbytes", &DeviceTraffic::read_bytes},
      {"wbytes", &DeviceTraffic::written_bytes},
      {"rios", &DeviceTraffic::reads},
      {"wios", &DeviceTraffic::writes},
  }};
  core::for_each_line(text, [&](std::string_view line) {
    const std::string_view numbers = core::take_field(line);
    for (auto field = core::take_field(line); !field.empty(); field = core::take_field(line)) {
      const auto [key, value] = core::cut(field, '=');
      for (const Field<DeviceTraffic>& known : kFields) {
        const Count count = key == known.key ? parse_count(value) : std::nullopt;
        if (!count) continue;
        if (DeviceTraffic* device = device_of(numbers, devices)) device->*known.figure = count;
      }
    }
  });
}

void read_blkio(std::string_view bytes, std::string_view operations,
                std::vector<DeviceTraffic>& devices) {
  read_blkio_file(bytes, &DeviceTraffic::read_bytes, &DeviceTraffic::written_bytes, devices);
  read_blkio_file(operations, &DeviceTraffic::reads, &DeviceTraffic::writes, devices);
}

std::vector<std::uint64_t> parse_processes(std::string_view text) {
  std::vector<std::uint64_t> processes;
  core::for_each_line(text, [&](std::string_view line) {
    if (const Count process = parse_count(line)) processes.push_back(*process);
  });
  return processes;
}

}  // namespace silicon::containers
