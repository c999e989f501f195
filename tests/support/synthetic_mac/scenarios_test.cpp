// Each scenario through the code that interprets what a Mac says, read from a recording and from
// fake frameworks. What the pages must say is known, for the model behind them is.
#include "tests/support/synthetic_mac/scenarios.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "tests/support/synthetic_mac/mac.hpp"
#include "tests/support/synthetic_mac/watching.hpp"

namespace silicon::testing::synthetic {
namespace {

const char* const kBandwidth =
    R"(silicon_memory_bandwidth_bytes_per_second{direction="all",source="pmp_histogram"})";
const char* const kPerformance = R"(silicon_cpu_utilization_ratio{tier="performance"})";
const char* const kGpu = R"(silicon_gpu_utilization_ratio{gpu="0",source="ioreport"})";
const char* const kNeural = R"(silicon_ane_activity_ratio{source="pmp_soc_floor"})";
const char* const kSystemPower = R"(silicon_power_watts{rail="system",source="smc"})";
const char* const kLevel = "silicon_thermal_pressure_level";
const char* const kSecondCluster = R"({cluster="P1",tier="performance"})";

Script script_of(std::string_view name) {
  return scenario(name).value_or(Script{});
}

// Watched once for all tests of this file.
const std::vector<Page>& recorded(std::string_view name, Model model = Model::sixteen_cores) {
  static std::map<std::pair<std::string, Model>, std::vector<Page>> watched;
  const auto [at, is_new] = watched.try_emplace({std::string(name), model});
  if (is_new) {
    SyntheticMac mac(model, script_of(name), 1);
    at->second = watch_recording(mac);
  }
  return at->second;
}

std::string power_of(const std::string& rail) {
  return R"(silicon_power_watts{rail=")" + rail + R"(",source="energy_model"})";
}

std::string joules_of(const std::string& rail) {
  return R"(silicon_energy_joules_total{rail=")" + rail + R"("})";
}

double rise(const std::vector<Page>& pages, std::size_t from, std::size_t to,
            const std::string& series) {
  return value(pages.at(to), series) - value(pages.at(from), series);
}

void expect_same(const std::vector<Page>& live, const std::vector<Page>& played) {
  ASSERT_EQ(live.size(), played.size());
  ASSERT_GT(live.size(), 20U);
  for (std::size_t i = 0; i < live.size(); ++i) {
    ASSERT_EQ(live[i], played[i]) << "second " << i;
  }
}

class EachScenario : public ::testing::TestWithParam<std::string_view> {};

// The code that reads a live Mac and the one that reads recordings come to the same pages.
TEST_P(EachScenario, SaysTheSameReadLiveAndRecorded) {
  SyntheticMac mac(Model::sixteen_cores, script_of(GetParam()), 1);
  expect_same(watch_live(mac), recorded(GetParam()));
}

// It has a battery, and other sensors.
TEST(TheSmallerMac, SaysTheSameReadLiveAndRecorded) {
  SyntheticMac mac(Model::fourteen_cores, script_of("memory_stream"), 1);
  expect_same(watch_live(mac), recorded("memory_stream", Model::fourteen_cores));
}

INSTANTIATE_TEST_SUITE_P(All, EachScenario,
                         ::testing::Values("idle", "order_burst", "ml_inference", "gpu_training",
                                           "memory_stream", "thermal_run_away", "sleep_wake",
                                           "gated_energy", "batched_energy"),
                         [](const auto& instance) { return std::string(instance.param); });

// Rates need two samples; what is counted since boot does not.
TEST(FirstSample, IsOnlyABase) {
  const Page& page = recorded("order_burst").front();
  EXPECT_FALSE(has(page, kBandwidth));
  EXPECT_FALSE(has(page, kGpu));
  EXPECT_FALSE(has(page, kNeural));
  EXPECT_FALSE(has(page, kPerformance));
  EXPECT_FALSE(has(page, "silicon_cpu_cluster_frequency_hertz"));
  EXPECT_FALSE(has(page, R"(silicon_power_watts{rail="cpu")"));
  EXPECT_TRUE(has(page, "silicon_cpu_seconds_total"));
  EXPECT_TRUE(has(page, kSystemPower));
}

TEST(Idle, IsQuietAndCool) {
  const Page& page = recorded("idle").back();
  EXPECT_LT(value(page, kPerformance), 0.05);
  EXPECT_LT(value(page, kGpu), 0.1);
  EXPECT_EQ(value(page, kNeural), 0);
  EXPECT_LT(value(page, kSystemPower), 15);
  EXPECT_EQ(value(page, kLevel), 0);
  EXPECT_EQ(value(page, "silicon_memory_pressure_level"), 1);
}

TEST(Idle, ShowsTheMiddleOfTheLowestLevelOfBandwidthAndSaysSo) {
  const Page& page = recorded("idle").back();
  EXPECT_EQ(value(page, kBandwidth), 16e9);
  const std::string resolution =
      R"(silicon_memory_bandwidth_resolution_bytes_per_second{source="pmp_histogram"})";
  EXPECT_EQ(value(page, resolution), 32e9);
}

// The SMC says exactly 40.0 for clusters without power; what has power has its own figures.
TEST(Idle, HasNoTemperatureOfAClusterWithoutPower) {
  const Page& page = recorded("idle").back();
  EXPECT_FALSE(has(page, R"(silicon_temperature_celsius{component="cpu",sensor="Tp hottest")"));
  EXPECT_FALSE(has(page, R"(silicon_temperature_celsius{component="cpu",sensor="TCM)"));
  EXPECT_TRUE(has(page, R"(silicon_temperature_celsius{component="die",sensor="TCDX")"));
  EXPECT_TRUE(has(page, R"(silicon_temperature_celsius{component="cpu",sensor="Te hottest")"));
}

TEST(OrderBurst, FillsThePerformanceCoresAndLeavesTheOthers) {
  const std::vector<Page>& pages = recorded("order_burst");
  const Page& page = pages.at(20);
  EXPECT_GT(value(page, kPerformance), 0.95);
  EXPECT_LT(value(page, R"(silicon_cpu_utilization_ratio{tier="efficiency"})"), 0.8);
  EXPECT_LT(value(page, kGpu), 0.1);
  EXPECT_GT(value(page, power_of("cpu")), 40);
  EXPECT_GT(value(page, power_of("cpu")), 10 * value(pages.at(4), power_of("cpu")));
}

// All cores ask for the fastest state, and the cluster gives them the one below.
TEST(OrderBurst, ShowsWhatClustersRanAtAndNotWhatWasAskedFor) {
  const Page& page = recorded("order_burst").at(20);
  const double hertz =
      value(page, std::string("silicon_cpu_cluster_frequency_hertz") + kSecondCluster);
  const double most =
      value(page, std::string("silicon_cpu_cluster_frequency_max_hertz") + kSecondCluster);
  EXPECT_EQ(most, 4512e6);
  EXPECT_GT(hertz, 4.2e9);
  EXPECT_LT(hertz, 4.42e9);
}

TEST(MlInference, IsSeenByWhatTheNeuralEngineAsksOfMemory) {
  const std::vector<Page>& pages = recorded("ml_inference");
  const Page& page = pages.at(20);
  EXPECT_NEAR(value(page, kNeural), 0.9, 0.1);
  EXPECT_GT(value(page, power_of("ane")), 4);
  EXPECT_LT(value(page, kGpu), 0.1);
  const std::string moved = R"(silicon_memory_agent_transferred_bytes_total{agent="ANE0",)"
                            R"(direction="all",source="pmp_histogram"})";
  EXPECT_NEAR(rise(pages, 10, 20, moved) / 10, 20e9, 1e9);
}

TEST(GpuTraining, ShowsABusyGpuItsPowerAndItsMemory) {
  const Page& page = recorded("gpu_training").at(30);
  EXPECT_GT(value(page, kGpu), 0.9);
  EXPECT_GT(value(page, power_of("gpu")), 40);
  EXPECT_NEAR(value(page, kBandwidth), 264e9, 16e9);
  EXPECT_GT(value(page, R"(silicon_gpu_frequency_hertz{gpu="0"})"), 1.4e9);
  EXPECT_EQ(value(page, R"(silicon_gpu_frequency_max_hertz{gpu="0"})"), 1578e6);
  EXPECT_GT(value(page, R"(silicon_gpu_memory_allocated_bytes{gpu="0"})"), 64e9);
  // Above 32 GB/s the GPU's own histogram has no level left.
  const std::string saturated =
      R"(silicon_memory_bandwidth_saturated{agent="AGX",source="pmp_histogram"})";
  EXPECT_EQ(value(page, saturated), 1);
}

TEST(MemoryStream, ShowsTheTrafficThatTheProcessorMakes) {
  const Page& large = recorded("memory_stream").at(20);
  EXPECT_NEAR(value(large, kBandwidth), 340e9, 16e9);
  const Page& small = recorded("memory_stream", Model::fourteen_cores).at(20);
  EXPECT_NEAR(value(small, kBandwidth), 342e9, 16e9);
  const std::string peak =
      R"(silicon_memory_bandwidth_peak_bytes_per_second{source="specification"})";
  EXPECT_EQ(value(large, peak), 546e9);
  EXPECT_EQ(value(small, peak), 410e9);
}

TEST(ThermalRunAway, GoesThroughEveryLevelAndComesBack) {
  const std::vector<Page>& pages = recorded("thermal_run_away");
  double highest = 0;
  for (std::size_t i = 1; i < pages.size(); ++i) {
    const double level = value(pages[i], kLevel);
    EXPECT_LE(level, value(pages[i - 1], kLevel) + 1) << i;
    highest = std::max(highest, level);
  }
  EXPECT_EQ(highest, 4);
  EXPECT_EQ(value(pages.front(), kLevel), 0);
  EXPECT_EQ(value(pages.back(), kLevel), 0);
}

TEST(ThermalRunAway, SlowsTheClustersDownThoughTheirCoresAskForMore) {
  const std::vector<Page>& pages = recorded("thermal_run_away");
  const auto critical = std::find_if(pages.begin(), pages.end(),
                                     [](const Page& page) { return value(page, kLevel) == 4; });
  ASSERT_NE(critical, pages.end());
  const Page& hot = *(critical + 3);
  const std::string frequency = std::string("silicon_cpu_cluster_frequency_hertz") + kSecondCluster;
  EXPECT_LT(value(hot, frequency), 2e9);
  EXPECT_GT(value(hot, kPerformance), 0.99);
  EXPECT_EQ(value(hot, R"(silicon_thermal_state{state="critical"})"), 1);
  EXPECT_GT(value(hot, R"(silicon_fan_speed_rpm{fan="0"})"), 5500);
  EXPECT_LT(value(hot, kSystemPower), value(pages.at(25), kSystemPower) / 2);
}

TEST(SleepWake, LosesOneIntervalAndNothingElse) {
  const std::vector<Page>& pages = recorded("sleep_wake");
  const std::size_t woken = 16;
  EXPECT_FALSE(has(pages.at(woken), kBandwidth));
  EXPECT_FALSE(has(pages.at(woken), "silicon_cpu_cluster_frequency_hertz"));
  for (const std::size_t i : {woken - 1, woken + 1}) {
    EXPECT_TRUE(has(pages.at(i), kBandwidth)) << i;
    EXPECT_TRUE(has(pages.at(i), "silicon_cpu_cluster_frequency_hertz")) << i;
  }
  for (const Page& page : pages) EXPECT_LT(value(page, kSystemPower), 150);
}

TEST(GatedEnergy, IsAbsentAndSaidToBe) {
  const std::vector<Page>& pages = recorded("gated_energy");
  for (std::size_t i = 12; i < pages.size(); ++i) {
    EXPECT_FALSE(has(pages[i], power_of("cpu"))) << i;
    EXPECT_FALSE(has(pages[i], joules_of("cpu"))) << i;
    EXPECT_EQ(value(pages[i], R"(silicon_energy_rail_live{rail="cpu"})"), 0) << i;
    EXPECT_EQ(value(pages[i], R"(silicon_energy_rail_live{rail="gpu"})"), 1) << i;
    EXPECT_GT(value(pages[i], power_of("gpu")), 0) << i;
    EXPECT_GT(value(pages[i], kSystemPower), 5) << i;
  }
}

// Every 2.1 s all at once: no zero between, no double power after.
TEST(BatchedEnergy, IsNeitherZeroNorTwice) {
  const std::vector<Page>& pages = recorded("batched_energy");
  for (std::size_t i = 12; i < 24; ++i) {
    EXPECT_NEAR(value(pages[i], power_of("cpu")), 54, 4) << i;
    EXPECT_EQ(value(pages[i], R"(silicon_energy_rail_live{rail="cpu"})"), 1) << i;
  }
}

TEST(Energy, AddsUpToWhatTheModelSpent) {
  SyntheticMac mac(Model::sixteen_cores, script_of("gpu_training"), 1);
  // The first second passes before anybody knows where counters began.
  mac.next();
  mac.next();
  const double before = mac.joules();
  while (mac.next()) continue;
  const std::vector<Page>& pages = recorded("gpu_training");
  double sum = 0;
  for (const char* rail : {"cpu", "gpu", "ane", "dram"}) {
    sum += rise(pages, 1, pages.size() - 1, joules_of(rail));
  }
  EXPECT_NEAR(sum, mac.joules() - before, 0.05);
}

TEST(Traffic, AddsUpToTheBytesThatWereMoved) {
  const std::vector<Page>& pages = recorded("memory_stream");
  const std::string all =
      R"(silicon_memory_transferred_bytes_total{direction="all",source="pmp_histogram"})";
  // During the stream, where the histogram can tell: 340 GB/s and what else moves.
  EXPECT_NEAR(rise(pages, 7, 24, all) / 17, 341.7e9, 3e9);
}

// The shipped demonstration; what its pages say is tested end to end.
TEST(Day, HasTheWorkTheHeatAndTheSleepInIt) {
  SyntheticMac mac(Model::sixteen_cores, script_of("day"), 1);
  double cpu = 0;
  double gpu = 0;
  double neural = 0;
  double bytes = 0;
  std::set<std::int64_t> levels;
  std::int64_t first = 0;
  apple::Sample last;
  while (auto sample = mac.next()) {
    cpu = std::max(cpu, mac.state().cpu_watts);
    gpu = std::max(gpu, mac.state().gpu.busy);
    neural = std::max(neural, mac.state().ane.busy);
    bytes = std::max(bytes, mac.state().bytes_per_second());
    levels.insert(sample->thermal_pressure.value_or(-1));
    if (first == 0) first = sample->unix_ms;
    last = *std::move(sample);
  }
  EXPECT_GT(cpu, 50);
  EXPECT_GT(gpu, 0.95);
  EXPECT_GT(neural, 0.8);
  EXPECT_GT(bytes, 300e9);
  EXPECT_EQ(levels, (std::set<std::int64_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(last.thermal_pressure, 0);
  EXPECT_GT(last.unix_ms - first, 7 * 3'600'000);
}

TEST(Scenarios, HaveNames) {
  EXPECT_EQ(scenario_names().size(), 10U);
  EXPECT_FALSE(scenario("nightmare"));
  EXPECT_FALSE(scenario(""));
}

}  // namespace
}  // namespace silicon::testing::synthetic
