#include "alerting/engine/groups/group_set.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/alert_samples.hpp"
#include "tests/support/alerting/rule_groups.hpp"

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;
using testing::group_of;

const core::Instant kStart(1'700'000'000s);

bool always(const GroupSet::Member&) {
  return true;
}

class GroupSetTest : public ::testing::Test {
 protected:
  state::Changes configure(std::vector<rules::Group> groups) {
    return groups_.configure(std::move(groups), kStart,
                             [this](std::span<const rules::Sample> samples) {
                               written_.insert(written_.end(), samples.begin(), samples.end());
                               return std::size_t{0};
                             });
  }

  // The names and instants of what is due.
  std::vector<std::pair<std::string, core::Instant>> due(core::Instant now) {
    std::vector<std::pair<std::string, core::Instant>> result;
    for (const GroupSet::Due& one : groups_.take_due(now, always)) {
      result.emplace_back(one.member->group.name, one.slot);
    }
    return result;
  }

  GroupSet::Member& member(std::size_t index) {
    // Tests reach the members as the engine does: by what is due.
    auto all = groups_.take_due(kStart, always);
    EXPECT_GT(all.size(), index);
    return *all[index].member;
  }

  static alert::Alert alert_of(std::string instance) {
    return testing::firing_alert(std::move(instance));
  }

  GroupSet groups_;
  std::vector<rules::Sample> written_;
};

TEST_F(GroupSetTest, EvaluatesAtOnceAndThenOnTheGrid) {
  configure({group_of("g", {testing::alerting("A", "up == 0")})});
  EXPECT_EQ(groups_.next_due(), std::nullopt);
  const auto first = due(kStart);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].second, kStart);
  EXPECT_TRUE(due(kStart).empty());
  const core::Instant next = *groups_.next_due();
  EXPECT_LE(next - kStart, 10s);
  EXPECT_TRUE(due(next - 1ms).empty());
  const auto second = due(next + 3ms);
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second[0].second, next);  // the grid's time, not the time that it got round to it
}

TEST_F(GroupSetTest, WaitsUntilItIsReady) {
  configure({group_of("g", {testing::alerting("A", "up == 0")})});
  EXPECT_TRUE(groups_.take_due(kStart, [](const auto&) { return false; }).empty());
  EXPECT_EQ(due(kStart + 5s).size(), 1U);
}

TEST_F(GroupSetTest, CountsWhatItMissed) {
  configure({group_of("g", {testing::alerting("A", "up == 0")})});
  due(kStart);
  const core::Instant next = *groups_.next_due();
  EXPECT_EQ(due(next + 35s).size(), 1U);
  EXPECT_EQ(groups_.members()[0].missed, 3U);
  EXPECT_EQ(groups_.members()[0].iterations, 5U);
}

TEST_F(GroupSetTest, GivesSavedAlertsBackToTheirRules) {
  configure(
      {group_of("g", {testing::alerting("A", "up == 0"), testing::alerting("B", "up == 0")})});
  const rules::Group& group = groups_.members()[0].group;
  const state::Changes changes = groups_.restore({{rules::identity_of(group, 1), alert_of("b")},
                                                  {rules::identity_of(group, 1), alert_of("a")},
                                                  {testing::rule_identity("Gone"), alert_of("c")}});
  const rules::GroupState& state = groups_.members()[0].state;
  EXPECT_TRUE(state.rules[0].alerts.empty());
  ASSERT_EQ(state.rules[1].alerts.size(), 2U);
  EXPECT_EQ(state.rules[1].alerts[0], alert_of("a"));  // sorted by labels
  ASSERT_EQ(changes.removed.size(), 1U);
  EXPECT_EQ(changes.removed[0].rule, testing::rule_identity("Gone"));
  EXPECT_TRUE(has_active_alerts(groups_.members()[0]));
}

TEST_F(GroupSetTest, SavesOnlyWhatMustSurvive) {
  configure({group_of("g", {testing::alerting("A", "up == 0")})});
  GroupSet::Member& one = member(0);
  one.state.rules.resize(1);
  one.state.rules[0].alerts = {alert_of("a"), alert_of("b")};
  state::Changes first;
  GroupSet::collect_changes(one, first);
  EXPECT_EQ(first.alerts.size(), 2U);

  one.state.rules[0].alerts[0].value = 99;  // renewed by every evaluation
  one.state.rules[0].alerts[0].annotations = {};
  state::Changes second;
  GroupSet::collect_changes(one, second);
  EXPECT_TRUE(second.empty());

  one.state.rules[0].alerts[1].last_sent_at = kStart;
  state::Changes third;
  GroupSet::collect_changes(one, third);
  ASSERT_EQ(third.alerts.size(), 1U);
  EXPECT_EQ(third.alerts[0].alert.labels, alert_of("b").labels);

  one.state.rules[0].alerts.erase(one.state.rules[0].alerts.begin());
  state::Changes fourth;
  GroupSet::collect_changes(one, fourth);
  EXPECT_TRUE(fourth.alerts.empty());
  ASSERT_EQ(fourth.removed.size(), 1U);
  EXPECT_EQ(fourth.removed[0].labels, alert_of("a").labels);
}

TEST_F(GroupSetTest, CarriesAlertsOverAReload) {
  configure(
      {group_of("g", {testing::alerting("A", "up == 0"), testing::alerting("B", "up == 0")})});
  GroupSet::Member& one = member(0);
  one.state.rules.resize(2);
  one.state.rules[1].alerts = {alert_of("b")};
  state::Changes ignored;
  GroupSet::collect_changes(one, ignored);
  // B comes first now, and says something else; A is gone.
  const state::Changes changes = configure({group_of("g", {testing::alerting("B", "up < 1")})});
  EXPECT_TRUE(changes.empty());
  ASSERT_EQ(groups_.members()[0].state.rules.size(), 1U);
  EXPECT_EQ(groups_.members()[0].state.rules[0].alerts, std::vector{alert_of("b")});
  EXPECT_EQ(groups_.members()[0].saved[0], std::vector{alert_of("b")});
}

TEST_F(GroupSetTest, RemovesTheAlertsOfRulesAndGroupsThatGo) {
  configure({group_of("g", {testing::alerting("A", "up == 0")}),
             group_of("h", {testing::alerting("B", "up == 0")})});
  for (const GroupSet::Due& one : groups_.take_due(kStart, always)) {
    one.member->state.rules.resize(1);
    one.member->state.rules[0].alerts = {alert_of("x")};
    one.member->state.rules[0].series = {
        {{"__name__", "ALERTS"}, {"group", one.member->group.name}}};
    state::Changes ignored;
    GroupSet::collect_changes(*one.member, ignored);
  }
  const state::Changes changes = configure({group_of("g", {testing::alerting("C", "up == 0")})});
  ASSERT_EQ(changes.removed.size(), 2U);
  EXPECT_EQ(changes.removed[0].rule.rule, "A");
  EXPECT_EQ(changes.removed[1].rule.rule, "B");
  ASSERT_EQ(written_.size(), 1U);  // what the group that is gone had written ends
  EXPECT_EQ(written_[0].labels.get("group"), "h");
  EXPECT_TRUE(series::is_stale(written_[0].point.value));
}

TEST_F(GroupSetTest, HoldsFiringAlertsOverAPauseUnlessToldNotTo) {
  rules::Rule as_prometheus = testing::alerting("B", "up == 0");
  as_prometheus.on_missing = rules::OnMissing::resolve;
  configure({group_of("g", {testing::alerting("A", "up == 0"), as_prometheus})});
  GroupSet::Member& one = member(0);
  one.state.rules.resize(2);
  for (rules::RuleState& rule : one.state.rules) rule.alerts = {alert_of("a")};
  groups_.resume(kStart, kStart + 1h, rules::OnMissing::hold);
  EXPECT_EQ(groups_.members()[0].state.rules[0].alerts[0].no_data_since, kStart);
  EXPECT_FALSE(groups_.members()[0].state.rules[1].alerts[0].no_data());
  EXPECT_TRUE(groups_.members()[0].waits);
}

TEST_F(GroupSetTest, LetsNothingBeginInTheFuture) {
  configure({group_of("g", {testing::alerting("A", "up == 0")})});
  GroupSet::Member& one = member(0);
  one.state.rules.resize(1);
  alert::Alert ahead = alert_of("a");
  ahead.active_at = kStart + 1h;
  ahead.fired_at = kStart + 1h;
  ahead.last_sent_at = kStart + 1h;
  one.state.rules[0].alerts = {ahead};
  const state::Changes changes = groups_.set_back(1h, kStart);
  ASSERT_EQ(changes.alerts.size(), 1U);
  groups_.resume(kStart, kStart, rules::OnMissing::hold);
  const alert::Alert& now = groups_.members()[0].state.rules[0].alerts[0];
  EXPECT_EQ(now.active_at, kStart);
  EXPECT_EQ(now.fired_at, kStart);
  EXPECT_EQ(now.last_sent_at, std::nullopt);
  EXPECT_EQ(now.no_data_since, kStart);
  EXPECT_EQ(due(kStart).size(), 1U);
}

TEST_F(GroupSetTest, KeepsTimersOnAClockThatIsSetBack) {
  configure({group_of("g", {testing::alerting("A", "up == 0", 10min)})});
  GroupSet::Member& one = member(0);
  one.state.rules.resize(1);
  alert::Alert pending = alert_of("a");
  pending.phase = alert::Phase::pending;
  pending.active_at = kStart - 5min;
  alert::Alert firing = alert_of("b");
  firing.phase = alert::Phase::firing;
  firing.active_at = kStart - 11min;
  firing.fired_at = kStart - 1min;
  one.state.rules[0].alerts = {pending, firing};
  groups_.set_back(2min, kStart - 2min);
  const auto& alerts = groups_.members()[0].state.rules[0].alerts;
  EXPECT_EQ(alerts[0].active_at, kStart - 7min);
  EXPECT_EQ(alerts[1].active_at, kStart - 13min);
  EXPECT_EQ(alerts[1].fired_at, kStart - 2min);
  // By more than it was noticed to be.
  groups_.set_back(1min, kStart - 9min);
  EXPECT_EQ(alerts[1].active_at, kStart - 19min);
}

}  // namespace
}  // namespace silicon::engine
