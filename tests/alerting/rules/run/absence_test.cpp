#include "alerting/rules/run/absence.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/rule_world.hpp"

namespace silicon::rules {
namespace {

using testing::alerting;
using testing::at;
using testing::RuleWorld;

constexpr const char* kWeb = "m{instance=\"web:1\", job=\"a\"}";
constexpr const char* kDb = "m{instance=\"db:1\", job=\"a\"}";

// Two targets that expose m; the alerts of both fire from the first evaluation on.
class ScrapeFails : public ::testing::Test {
 protected:
  void begin(std::string_view expression) {
    world_.group.rules = {alerting("High", expression)};
    world_.feed(0, kWeb, 12);
    world_.feed(0, kDb, 12);
    world_.evaluate(0);
    ASSERT_FALSE(alerts().empty());
  }

  // As the scraper does: the target's series end.
  void fail(int seconds, const char* series, const char* instance) {
    world_.feed(seconds, series, series::stale_marker());
    world_.surroundings.failed_targets.push_back(
        {core::Labels{{"instance", instance}, {"job", "a"}}, at(seconds)});
  }

  const std::vector<alert::Alert>& alerts() { return world_.state.rules[0].alerts; }
  const alert::Alert& alert(std::string_view instance) {
    for (const alert::Alert& alert : alerts()) {
      if (alert.labels.get("instance") == instance) return alert;
    }
    ADD_FAILURE() << "no alert of " << instance;
    return alerts().front();
  }

  RuleWorld world_{{}};
};

TEST_F(ScrapeFails, HoldsTheAlertsOfTheTarget) {
  begin("m > 10");
  fail(30, kWeb, "web:1");
  world_.feed(30, kDb, 3);
  world_.evaluate(30);
  EXPECT_EQ(alert("web:1").phase, alert::Phase::firing);
  EXPECT_TRUE(alert("web:1").no_data());
  EXPECT_EQ(alert("db:1").phase, alert::Phase::resolved) << "its own data are there";
  EXPECT_EQ(alert("db:1").resolved_value, 3);
}

TEST_F(ScrapeFails, HoldsForAsLongAsItLasts) {
  begin("m > 10");
  fail(30, kWeb, "web:1");
  for (int time = 30; time < 36000; time += 600) world_.evaluate(time);
  EXPECT_EQ(alert("web:1").phase, alert::Phase::firing);
  world_.store.set_limits({std::chrono::hours(1)});
  world_.store.expire(at(36000));
  world_.evaluate(36000);
  EXPECT_EQ(alert("web:1").phase, alert::Phase::firing) << "even when its series are forgotten";
}

TEST_F(ScrapeFails, ResolvesWhenTheTargetIsBackAndWell) {
  begin("m > 10");
  fail(30, kWeb, "web:1");
  world_.evaluate(30);
  world_.surroundings.failed_targets.clear();
  world_.feed(60, kWeb, 2);
  world_.evaluate(60);
  EXPECT_EQ(alert("web:1").phase, alert::Phase::resolved);
  EXPECT_EQ(alert("web:1").resolved_value, 2);
}

TEST_F(ScrapeFails, WaitsForRatesToComeBack) {
  begin("max_over_time(m[5m]) > 10");
  fail(30, kWeb, "web:1");
  world_.evaluate(30);
  world_.evaluate(600);
  EXPECT_TRUE(alert("web:1").no_data());
  world_.surroundings.failed_targets.clear();
  world_.evaluate(630);
  EXPECT_EQ(alert("web:1").phase, alert::Phase::firing) << "nothing in the range yet";
  world_.feed(660, kWeb, 2);
  world_.evaluate(660);
  EXPECT_EQ(alert("web:1").phase, alert::Phase::resolved);
}

TEST_F(ScrapeFails, ResolvesAsPrometheusDoesWhereTheRuleSaysSo) {
  begin("m > 10");
  world_.group.rules[0].on_missing = OnMissing::resolve;
  fail(30, kWeb, "web:1");
  world_.evaluate(30);
  EXPECT_EQ(alert("web:1").phase, alert::Phase::resolved);
}

TEST_F(ScrapeFails, ResolvesWhereItIsSwitchedOffForAllRules) {
  begin("m > 10");
  world_.surroundings.on_missing = OnMissing::resolve;
  fail(30, kWeb, "web:1");
  world_.evaluate(30);
  EXPECT_EQ(alert("web:1").phase, alert::Phase::resolved);
}

TEST_F(ScrapeFails, HoldsWhatIsComputedFromSeveralTargets) {
  begin("sum(m) > 20");
  fail(30, kWeb, "web:1");
  world_.feed(30, kDb, 12);
  world_.evaluate(30);
  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(alerts()[0].phase, alert::Phase::firing) << "half of the sum is missing";
  EXPECT_TRUE(alerts()[0].no_data());
}

TEST_F(ScrapeFails, DoesNotHoldWhatAnotherTargetTells) {
  begin("m > 10");
  world_.feed(0, "other{instance=\"cache:1\", job=\"a\"}", 1);
  world_.feed(30, "other{instance=\"cache:1\", job=\"a\"}", series::stale_marker());
  world_.surroundings.failed_targets = {{{{"instance", "cache:1"}, {"job", "a"}}, at(30)}};
  world_.feed(30, kWeb, 2);
  world_.feed(30, kDb, 2);
  world_.evaluate(30);
  EXPECT_EQ(alert("web:1").phase, alert::Phase::resolved);
}

TEST_F(ScrapeFails, DoesNotHoldAnAlertOnTheTargetItself) {
  world_.group.rules = {alerting("Down", "up == 0")};
  world_.feed(0, "up{instance=\"web:1\", job=\"a\"}", 0);
  world_.evaluate(0);
  world_.surroundings.failed_targets = {{{{"instance", "web:1"}, {"job", "a"}}, at(0)}};
  world_.feed(30, "up{instance=\"web:1\", job=\"a\"}", 1);
  world_.evaluate(30);
  EXPECT_EQ(alert("web:1").phase, alert::Phase::resolved);
}

// A rate of 1/s until the program was killed at 300; back at 320, when samples of 20 s are missing.
class Restart : public ::testing::Test {
 protected:
  void begin(const std::string& rule, OnMissing on_missing = OnMissing::hold) {
    world_.group.rules = {alerting("Busy", rule)};
    for (int second = 0; second <= 300; second += 10) feed(second);
    world_.evaluate(300);
    ASSERT_EQ(world_.state.rules[0].alerts.size(), 1U);
    world_.surroundings.blind_until = at(320);
    world_.surroundings.on_missing = on_missing;
  }
  // Goes on, so slowly that the rule's result is empty.
  void idle(int second) { world_.feed(second, "work_total", 300); }
  void feed(int second) { world_.feed(second, "work_total", second); }

  alert::Phase phase() const { return world_.state.rules[0].alerts.at(0).phase; }
  bool no_data() const { return world_.state.rules[0].alerts.at(0).no_data(); }

  RuleWorld world_{{}};
};

TEST_F(Restart, HoldsUntilTheWindowIsWhole) {
  begin("rate(work_total[60s]) > 0.5");
  for (int second = 320; second <= 400; second += 10) idle(second);
  world_.evaluate(330);
  EXPECT_EQ(phase(), alert::Phase::firing);
  world_.evaluate(370);
  EXPECT_EQ(phase(), alert::Phase::firing);
  EXPECT_TRUE(no_data());
  world_.evaluate(380);
  EXPECT_EQ(phase(), alert::Phase::resolved);
}

TEST_F(Restart, HoldsWhatIsReadFromRecordedSeries) {
  begin("work_total > 200");
  auto recorded = std::make_shared<RecordedReach>();
  (*recorded)["work_total"] = std::chrono::seconds(60);
  world_.surroundings.recorded = recorded;
  world_.feed(330, "work_total", 1);
  world_.feed(390, "work_total", 1);
  world_.evaluate(330);
  EXPECT_TRUE(no_data());
  world_.evaluate(390);
  EXPECT_EQ(phase(), alert::Phase::resolved);
}

TEST_F(Restart, DoesNotHoldWhatLooksBackOverNothing) {
  begin("work_total > 200");
  world_.feed(330, "work_total", 1);
  world_.evaluate(330);
  EXPECT_EQ(phase(), alert::Phase::resolved);
}

TEST_F(Restart, DoesNotHoldAlertsFromBehindIt) {
  world_.surroundings.blind_until = at(0);
  begin("rate(work_total[60s]) > 0.5");
  world_.surroundings.blind_until = at(300);  // as old as the alert
  idle(360);
  idle(370);
  world_.evaluate(370);
  EXPECT_EQ(phase(), alert::Phase::resolved);
}

TEST_F(Restart, ResolvesAsPrometheusDoesWhereItIsSwitchedOff) {
  begin("rate(work_total[60s]) > 0.5", OnMissing::resolve);
  idle(350);
  idle(360);
  world_.evaluate(360);
  EXPECT_EQ(phase(), alert::Phase::resolved);
}

}  // namespace
}  // namespace silicon::rules
