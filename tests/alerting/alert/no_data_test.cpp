#include <gtest/gtest.h>

#include "alerting/alert/life_cycle.hpp"
#include "tests/support/alerting/alert_story.hpp"

namespace silicon::alert {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::AlertStory;
using testing::at;
using testing::Told;

// Alerts of a story whose scrape can fail.
class NoData : public ::testing::Test {
 protected:
  NoData() {
    story_.absence = [this](const Alert&) { return absence_; };
    story_.evaluate(0, {{"a", 9}});
  }

  void lose() { absence_ = {true, minutes(5), std::nullopt}; }
  void restore(std::optional<double> value) { absence_ = {false, minutes(5), value}; }

  AlertStory story_;
  Absence absence_;
};

TEST_F(NoData, ResolvesWhenTheConditionIsOver) {
  restore(4);
  EXPECT_EQ(story_.evaluate(30, {}), Told{"resolved a"});
  EXPECT_EQ(story_.find("a")->resolved_value, 4);
  EXPECT_EQ(story_.find("a")->value, 9);
  EXPECT_FALSE(story_.find("a")->no_data());
}

TEST_F(NoData, HoldsAFiringAlertWhoseScrapeFailed) {
  lose();
  EXPECT_EQ(story_.evaluate(30, {}), Told{"no data a"});
  EXPECT_EQ(story_.evaluate(86400, {}), Told{});
  EXPECT_EQ(story_.find("a")->phase, Phase::firing);
  EXPECT_EQ(story_.find("a")->no_data_since, at(30));
}

TEST_F(NoData, ReleasesAnAlertThatIsThereAgain) {
  lose();
  story_.evaluate(30, {});
  restore(std::nullopt);
  EXPECT_EQ(story_.evaluate(60, {{"a", 10}}), Told{"data back a"});
  EXPECT_FALSE(story_.find("a")->no_data());
  EXPECT_EQ(story_.find("a")->fired_at, at(0));
}

TEST_F(NoData, ResolvesOnceTheDataSayThatItIsOver) {
  lose();
  story_.evaluate(30, {});
  restore(2);
  EXPECT_EQ(story_.evaluate(60, {}), Told{"resolved a"});
  EXPECT_FALSE(story_.find("a")->no_data());
  EXPECT_EQ(story_.find("a")->resolved_value, 2);
}

TEST_F(NoData, WaitsForARangeToFillBeforeItBelievesInAnEnd) {
  lose();
  story_.evaluate(30, {});
  restore(std::nullopt);
  EXPECT_EQ(story_.evaluate(60, {}), Told{});
  EXPECT_EQ(story_.find("a")->data_back_at, at(60));
  EXPECT_EQ(story_.evaluate(359, {}), Told{});
  EXPECT_EQ(story_.evaluate(360, {}), Told{"resolved a"});
}

TEST_F(NoData, WaitsAnewWhenTheScrapeFailsAgain) {
  lose();
  story_.evaluate(30, {});
  restore(std::nullopt);
  story_.evaluate(60, {});
  lose();
  story_.evaluate(90, {});
  restore(std::nullopt);
  EXPECT_EQ(story_.evaluate(360, {}), Told{});
  EXPECT_EQ(story_.evaluate(659, {}), Told{});
  EXPECT_EQ(story_.evaluate(660, {}), Told{"resolved a"});
}

TEST_F(NoData, BelievesInNoEndWhileTheDataHaveAHole) {
  absence_ = {false, minutes(5), 1, true};
  EXPECT_EQ(story_.evaluate(30, {}), Told{"no data a"});
  EXPECT_EQ(story_.evaluate(60, {{"a", 9}}), Told{"data back a"});
  EXPECT_EQ(story_.evaluate(90, {}), Told{"no data a"});
  restore(1);
  EXPECT_EQ(story_.evaluate(120, {}), Told{"resolved a"});
}

TEST_F(NoData, KeepsPendingAlertsWhileTheDataHaveAHole) {
  story_.timing.hold_for = minutes(1);
  story_.evaluate(10, {{"a", 9}, {"b", 9}});
  absence_ = {false, minutes(5), std::nullopt, true};
  EXPECT_EQ(story_.evaluate(100, {{"a", 9}}), Told{"firing a"});
  EXPECT_EQ(story_.find("b")->phase, Phase::pending) << "nothing says that it lasts";
  EXPECT_EQ(story_.evaluate(130, {{"a", 9}, {"b", 9}}), Told{"firing b"});
  EXPECT_EQ(story_.find("b")->active_at, at(10));
}

TEST_F(NoData, DoesNotHoldPendingAlerts) {
  story_.timing.hold_for = minutes(5);
  story_.evaluate(10, {{"a", 9}, {"b", 1}});
  lose();
  EXPECT_EQ(story_.evaluate(30, {}), (Told{"withdrawn a", "withdrawn b"}));
}

TEST_F(NoData, CountsKeepFiringForOnlyFromTheEndOfTheOutage) {
  story_.timing.keep_firing_for = minutes(2);
  lose();
  story_.evaluate(30, {});
  restore(1);
  EXPECT_EQ(story_.evaluate(300, {}), Told{});
  EXPECT_EQ(story_.find("a")->keep_firing_since, at(300));
  EXPECT_FALSE(story_.find("a")->no_data());
  EXPECT_EQ(story_.evaluate(420, {}), Told{"resolved a"});
}

TEST_F(NoData, IsAskedOnlyAboutAlertsThatAreGone) {
  int asked = 0;
  story_.absence = [&](const Alert& alert) {
    EXPECT_EQ(alert.labels.get("name"), "a");
    ++asked;
    return Absence{};
  };
  story_.evaluate(30, {{"a", 1}, {"b", 1}});
  EXPECT_EQ(asked, 0);
  story_.evaluate(60, {{"b", 1}});
  EXPECT_EQ(asked, 1);
  story_.evaluate(90, {{"b", 1}});
  EXPECT_EQ(asked, 1);
}

}  // namespace
}  // namespace silicon::alert
