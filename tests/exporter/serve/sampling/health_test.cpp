#include "exporter/serve/sampling/health.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace silicon::serve {
namespace {

using namespace std::chrono_literals;

const core::Instant kNow{1'700'000'000s};
constexpr core::Duration kBudget = 100ms;

SourceHealth cpu() {
  SourceHealth health;
  health.labels = core::Labels{{"source", "cpu"}};
  return health;
}

Finished success(core::SteadyDuration duration = 1ms) {
  return {duration, kNow, ""};
}
Finished failure() {
  return {1ms, kNow, "/proc/stat: gone"};
}

// The value of NAME{source="cpu"}, or -1 when there is no such series.
double value(const core::Families& families, std::string_view name) {
  for (const core::Family& family : families) {
    if (family.name == name) return family.samples.front().value;
  }
  return -1;
}

TEST(SourceHealth, IsUpAfterASuccessAndRemembersWhen) {
  const SourceHealth health = after(cpu(), success(), kBudget);
  EXPECT_EQ(health.state, SourceState::up);
  EXPECT_EQ(health.last_success, kNow);
  EXPECT_EQ(health.duration, 1ms);
}

TEST(SourceHealth, IsDownAfterAFailureWithTheReasonAndTheOldSuccess) {
  SourceHealth health = after(cpu(), success(), kBudget);
  health = after(health, {1ms, kNow + 1s, "/proc/stat: gone"}, kBudget);
  EXPECT_EQ(health.state, SourceState::down);
  EXPECT_EQ(health.failures, 1U);
  EXPECT_EQ(health.problem, "/proc/stat: gone");
  EXPECT_EQ(health.last_success, kNow);
}

TEST(SourceHealth, RecoversWithoutForgettingItsFailures) {
  const SourceHealth health = after(after(cpu(), failure(), kBudget), success(), kBudget);
  EXPECT_EQ(health.state, SourceState::up);
  EXPECT_EQ(health.problem, "");
  EXPECT_EQ(health.failures, 1U);
}

TEST(SourceHealth, CountsAnOverrunOnceWhetherSeenWhileRunningOrNot) {
  EXPECT_EQ(after(cpu(), success(250ms), kBudget).overruns, 1U);
  SourceHealth seen = running_late(running_late(cpu(), kBudget), kBudget);
  EXPECT_EQ(seen.state, SourceState::late);
  EXPECT_EQ(seen.overruns, 1U);
  EXPECT_EQ(after(seen, success(250ms), kBudget).overruns, 1U);
}

TEST(SourceHealth, WithinItsBudgetIsNoOverrun) {
  EXPECT_EQ(after(cpu(), success(100ms), kBudget).overruns, 0U);
}

TEST(HealthFamilies, SayNothingOfWhatASourceHasNotDoneYet) {
  const core::Families families = health_families({cpu()});
  EXPECT_EQ(value(families, "silicon_source_up"), -1);
  EXPECT_EQ(value(families, "silicon_source_sample_duration_seconds"), -1);
  EXPECT_EQ(value(families, "silicon_source_last_success_timestamp_seconds"), -1);
  EXPECT_EQ(value(families, "silicon_source_failures_total"), 0);
}

TEST(HealthFamilies, ShowASourceThatHangsAsDown) {
  const core::Families families =
      health_families({running_late(after(cpu(), success(), kBudget), kBudget)});
  EXPECT_EQ(value(families, "silicon_source_up"), 0);
  EXPECT_EQ(value(families, "silicon_source_overruns_total"), 1);
  EXPECT_EQ(value(families, "silicon_source_last_success_timestamp_seconds"), 1.7e9);
}

TEST(HealthFamilies, ShowASourceThatNeverSucceededWithoutATimestamp) {
  const core::Families families = health_families({after(cpu(), failure(), kBudget)});
  EXPECT_EQ(value(families, "silicon_source_up"), 0);
  EXPECT_EQ(value(families, "silicon_source_failures_total"), 1);
  EXPECT_EQ(value(families, "silicon_source_sample_duration_seconds"), 0.001);
  EXPECT_EQ(value(families, "silicon_source_last_success_timestamp_seconds"), -1);
}

}  // namespace
}  // namespace silicon::serve
