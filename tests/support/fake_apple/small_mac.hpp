// A small Mac with one of everything that platform/apple reads, for tests that need a whole one.
// Its figures are made up; those of real machines are the business of the tests of sources/. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::testing::apple {

inline silicon::apple::Machine small_machine() {
  using silicon::apple::SysctlValue;
  silicon::apple::Machine machine;
  machine.model = "Mac16,9";
  machine.chip = "Apple M4 Max";
  machine.os = "macOS 15.5 (24F74)";
  machine.sysctl = {
      {"hw.model", SysctlValue("Mac16,9")},
      {"hw.memsize", std::int64_t{1} << 37},
      {"hw.nperflevels", std::int64_t{2}},
      {"hw.pagesize", std::int64_t{16384}},
      {"hw.perflevel0.physicalcpu", std::int64_t{2}},
      {"hw.perflevel0.name", SysctlValue("Performance")},
      {"hw.perflevel1.physicalcpu", std::int64_t{1}},
      {"hw.perflevel1.name", SysctlValue("Efficiency")},
      {"kern.osproductversion", SysctlValue("15.5")},
      {"kern.osversion", SysctlValue("24F74")},
      {"machdep.cpu.brand_string", SysctlValue("Apple M4 Max")},
  };
  machine.cpus = {{"cpu0", "E", 0, 0}, {"cpu1", "P", 1, 1}, {"cpu2", "P", 1, 2}};
  machine.pmgr = {{"voltage-states1-sram", {0x60, 0x90, 0x0f, 0x00, 0x20, 0x03, 0x00, 0x00}},
                  {"acc-clusters", {1, 2, 3, 4, 5, 6, 7, 8}}};
  machine.gpu_core_count = 40;
  machine.page_size = 16384;
  return machine;
}

inline silicon::apple::Channel simple_channel(std::string group, std::string name, std::string unit,
                                              std::int64_t value) {
  silicon::apple::ChannelIdentity identity;
  identity.group = std::move(group);
  identity.channel = std::move(name);
  identity.driver = "AppleT6041PMGR <id 0x10000027e>";
  identity.unit = std::move(unit);
  silicon::apple::Channel channel;
  channel.identity = std::make_shared<const silicon::apple::ChannelIdentity>(std::move(identity));
  channel.value = value;
  return channel;
}

inline silicon::apple::Channel state_channel(
    std::string group, std::string subgroup, std::string name,
    const std::vector<std::pair<std::string, std::int64_t>>& states) {
  silicon::apple::ChannelIdentity identity;
  identity.group = std::move(group);
  identity.subgroup = std::move(subgroup);
  identity.channel = std::move(name);
  identity.unit = "24Mticks";
  identity.format = silicon::apple::ChannelFormat::state;
  silicon::apple::Channel channel;
  for (const auto& [state, residency] : states) {
    identity.states.push_back(state);
    channel.residencies.push_back(residency);
  }
  channel.identity = std::make_shared<const silicon::apple::ChannelIdentity>(std::move(identity));
  return channel;
}

// `step` moves every counter on.
inline silicon::apple::Sample small_sample(std::uint64_t step = 0) {
  const auto ticks = static_cast<std::uint32_t>(step * 100);
  const auto more = static_cast<std::int64_t>(step);
  silicon::apple::Sample sample;
  sample.mono_ns = 5'000'000'000 + step * 1'000'000'000;
  sample.unix_ms = 1'700'000'000'000;
  sample.cpu_ticks = {{100 + ticks, 50, 850, 0}, {1, 2, 3 + ticks, 0}, {7, 8, 9, 0}};
  sample.load = {1.5, 1.25, 1.0};
  sample.vm = {{"free_count", 1000}, {"active_count", 2000 + step}, {"swapins", 1ULL << 40U}};
  sample.swap = silicon::apple::Swap{.total = 2048, .available = 1024, .used = 1024};
  sample.pressure_level = 1;
  sample.ioreport = {
      simple_channel("Energy Model", "CPU Energy", "mJ", 123'456 + more),
      state_channel("CPU Stats", "CPU Complex Performance States", "PCPM",
                    {{"DOWN", 5}, {"IDLE", 10 + more}, {"V0P18", 24'000'000}}),
      state_channel("PMP", "DCS BW", "AMCC RD+WR", {{"  32GB/s", 7}, {"  64GB/s", 8}}),
  };
  sample.ioreport[0].published_ns = 4'999'000'000;
  sample.smc = {{"FNum", {"ui8 ", {2}}},
                {"PSTR", {"flt ", {0x00, 0x00, 0x80, 0x41}}},
                {"TCMb", {"flt ", {0x00, 0x00, 0x20, 0x42}}}};
  sample.hid = {{"PMU tdie1", 45.25}, {"PMU tdie1", 46.5}, {"gas gauge battery", 30.0}};
  sample.ioaccelerator = {{"Device Utilization %", 37}, {"In use system memory", 1 << 29}};
  sample.thermal_pressure = 1;
  sample.disks = {{"disk0", {4096 * (step + 1), 8192, 10, 20, 30'000'000, 40'000'000}}};
  sample.interfaces = {{"en0", {1ULL << 33U, 100, 1, 2, 300 + step, 40, 0, 9}},
                       {"lo0", {5, 5, 0, 0, 5, 5, 0, 0}}};
  sample.filesystems = {{"/", "/dev/disk3s1s1", "apfs", 494'384'795'648, 100'000'000'000}};
  return sample;
}

}  // namespace silicon::testing::apple
