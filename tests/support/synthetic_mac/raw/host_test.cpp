#include "tests/support/synthetic_mac/raw/host.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/synthetic_mac/mac.hpp"
#include "tests/support/synthetic_mac/scenarios.hpp"

namespace silicon::testing::synthetic {
namespace {

Script script_of(std::string_view name) {
  return scenario(name).value_or(Script{});
}

// In the order of their logical ids: four efficiency cores, then two performance clusters.
std::string core_channel(std::size_t cpu, unsigned per_cluster) {
  if (cpu < 4) return "ECPU0" + std::to_string(cpu) + "0";
  const std::size_t core = cpu - 4;
  return "PCPU" + std::to_string(core / per_cluster) + std::to_string(core % per_cluster) + "0";
}

TEST(CpuTicks, AgreeWithTheResidenciesOfCores) {
  SyntheticMac mac(Model::sixteen_cores, script_of("order_burst"), 1);
  apple::Sample sample;
  while (auto next = mac.next()) sample = *std::move(next);
  ASSERT_EQ(sample.cpu_ticks.size(), 16U);
  for (std::size_t cpu = 0; cpu < 16; ++cpu) {
    const apple::Channel* channel = apple::find_channel(
        sample.ioreport, "CPU Stats", "CPU Core Performance States", core_channel(cpu, 6));
    ASSERT_NE(channel, nullptr) << cpu;
    double active = 0;
    for (std::size_t i = 2; i < channel->residencies.size(); ++i) {
      active += static_cast<double>(channel->residencies[i]) / 24e6;
    }
    const auto& [user, system, idle, nice] = sample.cpu_ticks[cpu];
    EXPECT_NEAR((user + system) / 100.0, active, 0.03) << cpu;
    EXPECT_NEAR((user + system + idle) / 100.0, static_cast<double>(sample.mono_ns) / 1e9, 0.04);
    EXPECT_EQ(nice, 0U);
  }
}

TEST(MemoryPages, AddUpAsMachsDo) {
  for (const char* name : {"idle", "gpu_training", "thermal_run_away"}) {
    SyntheticMac mac(Model::fourteen_cores, script_of(name), 1);
    while (const auto sample = mac.next()) {
      const auto& vm = sample->vm;
      ASSERT_EQ(vm.at("free_count") + vm.at("active_count") + vm.at("inactive_count") +
                    vm.at("wire_count") + vm.at("compressor_page_count"),
                38654705664U / 16384);
      ASSERT_EQ(vm.at("internal_page_count") + vm.at("external_page_count"),
                vm.at("active_count") + vm.at("inactive_count") + vm.at("speculative_count"));
      ASSERT_GE(vm.at("free_count"), vm.at("speculative_count"));
    }
  }
}

TEST(Swap, IsFullAsFarAsItIsUsed) {
  SyntheticMac mac(Model::fourteen_cores, script_of("gpu_training"), 1);
  apple::Sample sample;
  while (auto next = mac.next()) sample = *std::move(next);
  ASSERT_TRUE(sample.swap);
  EXPECT_GT(sample.swap->used, 0U);
  EXPECT_EQ(sample.swap->used + sample.swap->available, sample.swap->total);
}

TEST(Counters, NeverFall) {
  SyntheticMac mac(Model::fourteen_cores, script_of("sleep_wake"), 1);
  apple::Sample before = mac.next().value_or(apple::Sample{});
  while (const auto sample = mac.next()) {
    for (std::size_t cpu = 0; cpu < sample->cpu_ticks.size(); ++cpu) {
      for (std::size_t mode = 0; mode < 4; ++mode) {
        ASSERT_GE(sample->cpu_ticks[cpu][mode], before.cpu_ticks[cpu][mode]);
      }
    }
    ASSERT_GE(sample->disks.at("disk0").read_bytes, before.disks.at("disk0").read_bytes);
    ASSERT_GE(sample->interfaces.at("en0").sent_bytes, before.interfaces.at("en0").sent_bytes);
    before = *sample;
  }
}

}  // namespace
}  // namespace silicon::testing::synthetic
