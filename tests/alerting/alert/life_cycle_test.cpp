#include "alerting/alert/life_cycle.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/alert_story.hpp"

namespace silicon::alert {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::AlertStory;
using testing::at;
using testing::Told;

TEST(LifeCycle, FiresAtOnceWithoutFor) {
  AlertStory story;
  EXPECT_EQ(story.evaluate(0, {{"a", 1}}), (Told{"pending a", "firing a"}));
  EXPECT_EQ(story.find("a")->phase, Phase::firing);
  EXPECT_EQ(story.find("a")->active_at, at(0));
  EXPECT_EQ(story.find("a")->fired_at, at(0));
}

TEST(LifeCycle, FiresAtTheSecondEvaluationWhenForIsShorterThanTheInterval) {
  AlertStory story({seconds(15)});
  EXPECT_EQ(story.evaluate(0, {{"a", 1}}), Told{"pending a"});
  EXPECT_EQ(story.evaluate(30, {{"a", 1}}), Told{"firing a"});
  EXPECT_EQ(story.find("a")->active_at, at(0));
  EXPECT_EQ(story.find("a")->fired_at, at(30));
}

TEST(LifeCycle, FiresWhenForHasPassedToTheMillisecond) {
  AlertStory story({seconds(60)});
  story.evaluate(0, {{"a", 1}});
  EXPECT_EQ(story.evaluate(59, {{"a", 1}}), Told{});
  EXPECT_EQ(story.evaluate(60, {{"a", 1}}), Told{"firing a"});
}

TEST(LifeCycle, ForgetsAPendingAlertThatVanishes) {
  AlertStory story({seconds(60)});
  story.evaluate(0, {{"a", 1}});
  EXPECT_EQ(story.evaluate(30, {}), Told{"withdrawn a"});
  EXPECT_TRUE(story.alerts.empty());
  EXPECT_EQ(story.evaluate(60, {{"a", 1}}), Told{"pending a"});
  EXPECT_EQ(story.find("a")->active_at, at(60));
}

TEST(LifeCycle, RenewsValueAndAnnotationsButNotTheBeginning) {
  AlertStory story;
  story.evaluate(0, {{"a", 1}});
  story.evaluate(30, {{"a", 7}});
  EXPECT_EQ(story.find("a")->value, 7);
  EXPECT_EQ(story.find("a")->annotations, (Annotations{{"value", "7"}}));
  EXPECT_EQ(story.find("a")->active_at, at(0));
}

TEST(LifeCycle, RemembersAResolvedAlertForFifteenMinutes) {
  AlertStory story;
  story.evaluate(0, {{"a", 3}});
  EXPECT_EQ(story.evaluate(30, {}), Told{"resolved a"});
  EXPECT_EQ(story.find("a")->resolved_at, at(30));
  EXPECT_EQ(story.find("a")->value, 3);
  mark_sent(story.alerts[0], at(30), {});
  EXPECT_EQ(story.evaluate(30 + 900, {}), Told{});
  EXPECT_EQ(story.evaluate(30 + 901, {}), Told{"forgotten a"});
  EXPECT_TRUE(story.alerts.empty());
}

TEST(LifeCycle, RemembersAnEndThatNobodyWasToldOfUntilSomebodyIs) {
  AlertStory story;
  story.evaluate(0, {{"a", 3}});
  story.evaluate(30, {});
  EXPECT_EQ(story.evaluate(3000, {}), Told{});
  mark_sent(story.alerts.at(0), at(3000), {});
  EXPECT_EQ(story.evaluate(3010, {}), Told{"forgotten a"});
}

TEST(LifeCycle, BeginsAnewAfterResolving) {
  AlertStory story({seconds(60)});
  story.evaluate(0, {{"a", 1}});
  story.evaluate(60, {{"a", 1}});
  story.evaluate(90, {});
  EXPECT_EQ(story.evaluate(120, {{"a", 1}}), Told{"pending a"});
  EXPECT_EQ(story.find("a")->active_at, at(120));
  EXPECT_EQ(story.find("a")->fired_at, std::nullopt);
  EXPECT_EQ(story.find("a")->resolved_at, std::nullopt);
}

TEST(LifeCycle, KeepsFiringForAsLongAsItIsTold) {
  AlertStory story({seconds(0), minutes(5)});
  story.evaluate(0, {{"a", 1}});
  EXPECT_EQ(story.evaluate(60, {}), Told{});
  EXPECT_EQ(story.find("a")->keep_firing_since, at(60));
  EXPECT_EQ(story.evaluate(359, {}), Told{});
  EXPECT_EQ(story.evaluate(360, {}), Told{"resolved a"});
}

TEST(LifeCycle, CountsKeepFiringForFromTheLastAbsence) {
  AlertStory story({seconds(0), minutes(5)});
  story.evaluate(0, {{"a", 1}});
  story.evaluate(60, {});
  story.evaluate(300, {{"a", 1}});
  EXPECT_EQ(story.find("a")->keep_firing_since, std::nullopt);
  EXPECT_EQ(story.evaluate(360, {}), Told{});
  EXPECT_EQ(story.evaluate(600, {}), Told{});
  EXPECT_EQ(story.evaluate(660, {}), Told{"resolved a"});
}

TEST(LifeCycle, KeepFiringForDoesNothingForAPendingAlert) {
  AlertStory story({minutes(10), minutes(5)});
  story.evaluate(0, {{"a", 1}});
  EXPECT_EQ(story.evaluate(60, {}), Told{"withdrawn a"});
}

TEST(LifeCycle, GoesBackToPendingWhenForIsRaised) {
  AlertStory story({seconds(30)});
  story.evaluate(0, {{"a", 1}});
  story.evaluate(30, {{"a", 1}});
  story.alerts[0].last_sent_at = at(30);
  story.timing.hold_for = minutes(5);
  EXPECT_EQ(story.evaluate(60, {{"a", 1}}), Told{"pending again a"});
  EXPECT_EQ(story.find("a")->phase, Phase::pending);
  EXPECT_EQ(story.find("a")->fired_at, std::nullopt);
  EXPECT_EQ(story.find("a")->last_sent_at, std::nullopt);
  EXPECT_EQ(story.evaluate(300, {{"a", 1}}), Told{"firing a"});
}

TEST(LifeCycle, MovesEachAlertOnItsOwnAndKeepsThemSorted) {
  AlertStory story({seconds(60)});
  story.evaluate(0, {{"b", 1}, {"d", 1}});
  EXPECT_EQ(story.evaluate(30, {{"a", 1}, {"b", 1}, {"c", 1}}),
            (Told{"pending a", "pending c", "withdrawn d"}));
  EXPECT_EQ(story.evaluate(60, {{"a", 1}, {"b", 1}, {"e", 1}}),
            (Told{"firing b", "withdrawn c", "pending e"}));
  ASSERT_EQ(story.alerts.size(), 3U);
  EXPECT_EQ(story.alerts[0].labels.get("name"), "a");
  EXPECT_EQ(story.alerts[1].labels.get("name"), "b");
  EXPECT_EQ(story.alerts[2].labels.get("name"), "e");
}

TEST(LifeCycle, CountsAsActiveUntilItResolves) {
  AlertStory story;
  story.evaluate(0, {{"a", 1}});
  EXPECT_TRUE(is_active(*story.find("a")));
  story.evaluate(30, {});
  EXPECT_FALSE(is_active(*story.find("a")));
}

TEST(LifeCycle, HasAWordForEveryTransition) {
  EXPECT_EQ(transition_name(Transition::Kind::held), "no data");
  EXPECT_EQ(transition_name(Transition::Kind::released), "data back");
}

class Sending : public ::testing::Test {
 protected:
  Sending() {
    alert_.phase = Phase::firing;
    alert_.fired_at = at(0);
  }

  Alert alert_;
};

TEST_F(Sending, IsNeverDueForPendingAlerts) {
  alert_.phase = Phase::pending;
  EXPECT_FALSE(needs_sending(alert_, at(1000), minutes(1)));
}

TEST_F(Sending, IsDueAtOnceAndThenAfterMoreThanTheDelay) {
  EXPECT_TRUE(needs_sending(alert_, at(0), minutes(1)));
  mark_sent(alert_, at(0), {minutes(1), seconds(30)});
  EXPECT_FALSE(needs_sending(alert_, at(30), minutes(1)));
  // Strictly more: on a grid of 30 s the next one goes out after 90 s.
  EXPECT_FALSE(needs_sending(alert_, at(60), minutes(1)));
  EXPECT_TRUE(needs_sending(alert_, at(90), minutes(1)));
}

TEST_F(Sending, IsDueAtOnceWhenTheAlertResolves) {
  mark_sent(alert_, at(0), {});
  alert_.phase = Phase::resolved;
  alert_.resolved_at = at(10);
  EXPECT_TRUE(needs_sending(alert_, at(10), minutes(1)));
  mark_sent(alert_, at(10), {});
  EXPECT_FALSE(needs_sending(alert_, at(40), minutes(1)));
  EXPECT_TRUE(needs_sending(alert_, at(71), minutes(1)));
}

TEST_F(Sending, HoldsForFourTimesTheLongerOfIntervalAndDelay) {
  mark_sent(alert_, at(0), {minutes(1), seconds(30)});
  EXPECT_EQ(alert_.valid_until, at(240));
  mark_sent(alert_, at(0), {minutes(1), minutes(5)});
  EXPECT_EQ(alert_.valid_until, at(1200));
}

}  // namespace
}  // namespace silicon::alert
