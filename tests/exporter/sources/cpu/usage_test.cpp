#include "exporter/sources/cpu/usage.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::cpu {
namespace {

constexpr double kTicksPerSecond = 100;

const Placements kBigLittle{{0, "efficiency", "E0"}, {1, "performance", "P0"}};

struct Spent {
  std::uint64_t user = 0, idle = 0, iowait = 0, steal = 0;
};

CpuTicks cpu(unsigned number, const Spent& spent) {
  CpuTicks ticks{number, {}};
  ticks.ticks = {spent.user, 0, 0, spent.idle, spent.iowait, 0, 0, spent.steal};
  return ticks;
}

using testing::value_of;

// Of a CPU that was not placed.
std::optional<double> seconds(const Usage& usage, const char* number, const std::string& mode) {
  return value_of(usage.families(), "silicon_cpu_seconds_total{cluster=\"unknown\",cpu=\"" +
                                        std::string(number) + "\",mode=\"" + mode +
                                        "\",tier=\"unknown\"}");
}

std::optional<double> tier_ratio(const Usage& usage, const std::string& tier) {
  return value_of(usage.families(), "silicon_cpu_utilization_ratio{tier=\"" + tier + "\"}");
}

std::optional<double> cores(const Usage& usage, const std::string& tier) {
  return value_of(usage.families(), "silicon_cpu_cores{tier=\"" + tier + "\"}");
}

TEST(CpuUsage, StatesTheKernelsTotalsInSecondsFromTheFirstSample) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {.user = 44490, .idle = 1087069, .iowait = 220})});
  EXPECT_EQ(seconds(usage, "0", "user"), 444.90);
  EXPECT_EQ(seconds(usage, "0", "idle"), 10870.69);
  EXPECT_EQ(seconds(usage, "0", "iowait"), 2.2);
  EXPECT_EQ(seconds(usage, "0", "steal"), 0);
}

TEST(CpuUsage, LabelsEachCpuWithItsClusterAndTier) {
  Usage usage(kTicksPerSecond);
  usage.place(kBigLittle);
  usage.update({cpu(1, {.user = 100}), cpu(7, {.user = 200})});
  const auto families = usage.families();
  EXPECT_EQ(value_of(families,
                     "silicon_cpu_seconds_total"
                     "{cluster=\"P0\",cpu=\"1\",mode=\"user\",tier=\"performance\"}"),
            1);
  EXPECT_EQ(value_of(families,
                     "silicon_cpu_seconds_total"
                     "{cluster=\"unknown\",cpu=\"7\",mode=\"user\",tier=\"unknown\"}"),
            2);
}

TEST(CpuUsage, LeavesOutModesThatTheKernelDoesNotCount) {
  Usage usage(kTicksPerSecond);
  CpuTicks old_kernel{0, {}};
  old_kernel.ticks = {1, 2, 3, 4, {}, {}, {}, {}};
  usage.update({old_kernel});
  EXPECT_EQ(seconds(usage, "0", "idle"), 0.04);
  EXPECT_EQ(seconds(usage, "0", "iowait"), std::nullopt);
}

TEST(CpuUsage, HasNoUtilizationBeforeTheSecondSample) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {.user = 50, .idle = 50})});
  EXPECT_EQ(usage.utilization(0), std::nullopt);
  EXPECT_EQ(tier_ratio(usage, "all"), std::nullopt);
  EXPECT_EQ(value_of(usage.families(), "silicon_cpu_utilization_sample_ratio_count{tier=\"all\"}"),
            0);
}

TEST(CpuUsage, IsTheShareOfTicksThatWereNotIdle) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {.user = 1000, .idle = 1000})});
  usage.update({cpu(0, {.user = 1025, .idle = 1075})});
  EXPECT_EQ(usage.utilization(0), 0.25);
  EXPECT_EQ(value_of(usage.families(),
                     "silicon_cpu_core_utilization_ratio"
                     "{cluster=\"unknown\",cpu=\"0\",tier=\"unknown\"}"),
            0.25);
}

TEST(CpuUsage, CountsWaitingForDisksAsIdleAndStolenTimeAsBusy) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {})});
  usage.update({cpu(0, {.user = 10, .idle = 30, .iowait = 40, .steal = 20})});
  EXPECT_EQ(usage.utilization(0), 0.3);
}

TEST(CpuUsage, IsSummedPerTierAndOverAll) {
  Usage usage(kTicksPerSecond);
  usage.place(kBigLittle);
  usage.update({cpu(0, {}), cpu(1, {})});
  usage.update({cpu(0, {.user = 10, .idle = 90}), cpu(1, {.user = 80, .idle = 20})});
  EXPECT_EQ(tier_ratio(usage, "efficiency"), 0.1);
  EXPECT_EQ(tier_ratio(usage, "performance"), 0.8);
  EXPECT_EQ(tier_ratio(usage, "all"), 0.45);
  EXPECT_EQ(tier_ratio(usage, "super"), std::nullopt);
}

TEST(CpuUsage, CountsOnlineCpusPerTierSoThatTheSumIsAll) {
  Usage usage(kTicksPerSecond);
  usage.place(kBigLittle);
  usage.update({cpu(0, {}), cpu(1, {}), cpu(2, {})});
  EXPECT_EQ(cores(usage, "efficiency"), 1);
  EXPECT_EQ(cores(usage, "unknown"), 1);
  EXPECT_EQ(cores(usage, "all"), std::nullopt);
  usage.update({cpu(0, {}), cpu(1, {})});
  EXPECT_EQ(cores(usage, "unknown"), std::nullopt);
}

TEST(CpuUsage, CountsEverySampleIntoAHistogram) {
  Usage usage(kTicksPerSecond);
  usage.place(kBigLittle);
  usage.update({cpu(1, {})});
  usage.update({cpu(1, {.user = 99, .idle = 1})});
  usage.update({cpu(1, {.user = 99, .idle = 101})});
  const auto bucket = [&](const std::string& le) {
    return value_of(usage.families(), "silicon_cpu_utilization_sample_ratio_bucket{le=\"" + le +
                                          "\",tier=\"performance\"}");
  };
  EXPECT_EQ(bucket("0.1"), 1);
  EXPECT_EQ(bucket("0.98"), 1);
  EXPECT_EQ(bucket("1.0"), 2);
}

TEST(CpuUsage, HasNoRatioWhenNoTickHasPassed) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {.user = 5, .idle = 5})});
  usage.update({cpu(0, {.user = 5, .idle = 5})});
  EXPECT_EQ(usage.utilization(0), std::nullopt);
  EXPECT_EQ(tier_ratio(usage, "all"), std::nullopt);
}

TEST(CpuUsage, HoldsACountThatHesitates) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {.user = 100, .idle = 1000, .iowait = 500})});
  usage.update({cpu(0, {.user = 150, .idle = 1049, .iowait = 499})});
  EXPECT_EQ(seconds(usage, "0", "iowait"), 5);
  EXPECT_EQ(usage.utilization(0), 50.0 / 99);
  usage.update({cpu(0, {.user = 150, .idle = 1147, .iowait = 501})});
  EXPECT_EQ(seconds(usage, "0", "iowait"), 5.01);
}

TEST(CpuUsage, GoesOnFromItsOldValueWhenAHotpluggedCpuStartsAnew) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {.user = 4000, .idle = 100000})});
  usage.update({cpu(0, {.user = 10, .idle = 20})});
  EXPECT_EQ(seconds(usage, "0", "user"), 40);
  EXPECT_EQ(seconds(usage, "0", "idle"), 1000);
  usage.update({cpu(0, {.user = 60, .idle = 70})});
  EXPECT_EQ(seconds(usage, "0", "user"), 40.5);
  EXPECT_EQ(seconds(usage, "0", "idle"), 1000.5);
  EXPECT_EQ(usage.utilization(0), 0.5);
}

TEST(CpuUsage, DropsACpuThatWentOfflineAndTakesItBackWithItsCounters) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {}), cpu(1, {.user = 1000, .idle = 5000})});
  usage.update({cpu(0, {.user = 1, .idle = 99})});
  EXPECT_EQ(seconds(usage, "1", "user"), std::nullopt);
  EXPECT_EQ(usage.utilization(1), std::nullopt);
  usage.update({cpu(0, {.user = 2, .idle = 198}), cpu(1, {.user = 0, .idle = 0})});
  EXPECT_EQ(seconds(usage, "1", "user"), 10);
  EXPECT_EQ(usage.utilization(1), std::nullopt);
  usage.update({cpu(0, {.user = 3, .idle = 297}), cpu(1, {.user = 100, .idle = 0})});
  EXPECT_EQ(seconds(usage, "1", "user"), 11);
  EXPECT_EQ(usage.utilization(1), 1);
}

TEST(CpuUsage, DoesNotCountTheTimeWhileOfflineIntoUtilization) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {}), cpu(1, {.user = 10})});
  usage.update({cpu(0, {.idle = 100})});
  usage.update({cpu(0, {.idle = 200}), cpu(1, {.user = 10000})});
  EXPECT_EQ(tier_ratio(usage, "all"), 0);
}

TEST(CpuUsage, IgnoresACountThatTheKernelLetFallBelowZero) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {.user = 10, .idle = 10, .steal = 5})});
  usage.update({cpu(0, {.user = 20, .idle = 100, .steal = std::uint64_t(-3)})});
  EXPECT_EQ(seconds(usage, "0", "steal"), 0.05);
  EXPECT_EQ(usage.utilization(0), 0.1);
  usage.update({cpu(0, {.user = 20, .idle = 199, .steal = 6})});
  EXPECT_EQ(seconds(usage, "0", "steal"), 0.06);
}

TEST(CpuUsage, GivesACpuItsNewLabelsWhenItIsPlacedAgain) {
  Usage usage(kTicksPerSecond);
  usage.update({cpu(0, {.user = 100})});
  usage.place(kBigLittle);
  usage.update({cpu(0, {.user = 200})});
  EXPECT_EQ(value_of(usage.families(),
                     "silicon_cpu_seconds_total"
                     "{cluster=\"E0\",cpu=\"0\",mode=\"user\",tier=\"efficiency\"}"),
            2);
  EXPECT_EQ(seconds(usage, "0", "user"), std::nullopt);
  EXPECT_EQ(tier_ratio(usage, "efficiency"), 1);
  EXPECT_EQ(tier_ratio(usage, "unknown"), std::nullopt);
}

TEST(CpuUsage, NeverGoesBackwardsWhateverTheKernelSays) {
  Usage usage(kTicksPerSecond);
  std::uint64_t state = 1;
  double last = 0;
  for (int i = 0; i < 2000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    usage.update({cpu(0, {.user = state >> (state % 64), .idle = state >> 40U})});
    const double now = seconds(usage, "0", "user").value_or(last);
    ASSERT_GE(now, last);
    last = now;
    const auto ratio = usage.utilization(0);
    ASSERT_TRUE(!ratio || (*ratio >= 0 && *ratio <= 1));
  }
}

}  // namespace
}  // namespace silicon::cpu
