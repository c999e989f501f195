#include "tests/support/synthetic_mac/raw/report.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <set>
#include <string>

#include "tests/support/synthetic_mac/mac.hpp"
#include "tests/support/synthetic_mac/scenarios.hpp"

namespace silicon::testing::synthetic {
namespace {

Script script_of(std::string_view name) {
  return scenario(name).value_or(Script{});
}

const apple::Channel& find(const apple::Sample& sample, std::string_view name) {
  for (const apple::Channel& channel : sample.ioreport) {
    if (channel.identity->channel == name) return channel;
  }
  ADD_FAILURE() << "no channel " << name;
  return sample.ioreport.front();
}

bool is_core(const std::string& name) {
  return name.find("ACC") != std::string::npos && name.find("_CPU") != std::string::npos &&
         name.back() != 'U';
}

class EveryScenario : public ::testing::TestWithParam<std::string_view> {};

// Both machines, every second: what no real machine breaks either.
TEST_P(EveryScenario, IsPhysicallyPossible) {
  for (const Model model : {Model::fourteen_cores, Model::sixteen_cores}) {
    SyntheticMac mac(model, script_of(GetParam()), 5);
    while (const auto sample = mac.next()) {
      const auto elapsed = static_cast<std::int64_t>(sample->mono_ns / 1000 * 24);
      std::int64_t cores = 0;
      for (const apple::Channel& channel : sample->ioreport) {
        const apple::ChannelIdentity& identity = *channel.identity;
        if (identity.unit == "24Mticks") {
          const auto& ticks = channel.residencies;
          ASSERT_EQ(std::accumulate(ticks.begin(), ticks.end(), std::int64_t{0}), elapsed)
              << identity.channel;
        }
        if (is_core(identity.channel)) cores += channel.value;
      }
      ASSERT_GE(find(*sample, "CPU Energy").value, cores);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, EveryScenario,
                         ::testing::Values("idle", "order_burst", "ml_inference", "gpu_training",
                                           "memory_stream", "thermal_run_away", "sleep_wake",
                                           "gated_energy", "batched_energy"),
                         [](const auto& instance) { return std::string(instance.param); });

TEST(Reports, HaveTheChannelsOfAnM4Max) {
  SyntheticMac mac(Model::fourteen_cores, script_of("idle"), 1);
  const auto sample = mac.next();
  ASSERT_TRUE(sample);
  std::set<std::string> names;
  for (const apple::Channel& channel : sample->ioreport) {
    EXPECT_TRUE(names.insert(channel.identity->channel).second) << channel.identity->channel;
  }
  for (const char* name :
       {"ECPU",      "ECPM",       "PCPU",        "PCPM",        "PCPU1",      "PCPM1",
        "ECPU000",   "ECPU030",    "PCPU040",     "PCPU140",     "GPUPH",      "EACC_CPU0",
        "EACC_CPU",  "PACC0_CPU4", "PACC1_CPM",   "CPU Energy",  "GPU Energy", "ANE",
        "DRAM",      "AMCC RD+WR", "EACC0 RD+WR", "PACC1 RD+WR", "AGX RD+WR",  "ANE0 RD+WR",
        "ANE-AF-BW", "ANE-DCS-BW"}) {
    EXPECT_EQ(names.count(name), 1U) << name;
  }
  EXPECT_EQ(names.count("PCPU150"), 0U);
}

TEST(Reports, NameUnitsAndStatesAsTheSystemDoes) {
  SyntheticMac mac(Model::sixteen_cores, script_of("idle"), 1);
  const auto sample = mac.next();
  ASSERT_TRUE(sample);
  EXPECT_EQ(find(*sample, "GPU Energy").identity->unit, "nJ");
  EXPECT_EQ(find(*sample, "CPU Energy").identity->unit, "mJ");
  EXPECT_EQ(find(*sample, "AMCC RD+WR").identity->unit, "events");
  const std::vector<std::string>& states = find(*sample, "PCPM1").identity->states;
  EXPECT_EQ(states.at(0), "DOWN");
  EXPECT_EQ(states.at(1), "IDLE");
  EXPECT_EQ(states.at(2), "V0P19");
  EXPECT_EQ(states.back(), "V19P0");
  EXPECT_EQ(find(*sample, "GPUPH").identity->states.size(), 16U);
}

// Under heat the cores ask for the fastest state and the cluster runs at a slow one.
TEST(Reports, TellWhatWasAskedForFromWhatWasGiven) {
  SyntheticMac mac(Model::sixteen_cores, script_of("thermal_run_away"), 1);
  apple::Sample before;
  while (const auto sample = mac.next()) {
    const bool is_hot = sample->thermal_pressure == 4 && before.thermal_pressure == 4;
    if (is_hot) {
      const auto spent = [&](std::string_view channel, std::size_t state) {
        return find(*sample, channel).residencies.at(state) -
               find(before, channel).residencies.at(state);
      };
      EXPECT_GT(spent("PCPU1", 21), 23'000'000);
      EXPECT_EQ(spent("PCPM1", 21), 0);
      return;
    }
    before = *sample;
  }
  FAIL() << "it never got hot";
}

TEST(Reports, PublishEnergyAsMacOsDoes) {
  const auto distinct = [](std::string_view name, std::string_view channel) {
    SyntheticMac mac(Model::sixteen_cores, script_of(name), 1);
    std::set<std::int64_t> values;
    while (const auto sample = mac.next()) values.insert(find(*sample, channel).value);
    return values.size();
  };
  EXPECT_EQ(distinct("order_burst", "CPU Energy"), 36U);
  EXPECT_EQ(distinct("batched_energy", "CPU Energy"), 12U);
  EXPECT_EQ(distinct("gated_energy", "CPU Energy"), 1U);
  EXPECT_EQ(distinct("gated_energy", "GPU Energy"), 36U);
}

}  // namespace
}  // namespace silicon::testing::synthetic
