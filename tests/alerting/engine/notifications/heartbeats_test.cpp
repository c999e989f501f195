#include "alerting/engine/notifications/heartbeats.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/engine_world.hpp"

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;

const core::Instant kStart(1'700'000'000s);

// "backup from 60, ends 130" of each, in seconds since the start.
std::vector<std::string> lines(const std::vector<alert::Notice>& notices) {
  const auto seconds = [](core::Instant time) {
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time - kStart).count());
  };
  std::vector<std::string> out;
  for (const alert::Notice& notice : notices) {
    out.push_back(std::string(notice.labels.get("heartbeat")) + " from " +
                  seconds(notice.starts_at) +
                  (notice.resolved ? ", ended " + seconds(notice.ends_at) : ""));
  }
  return out;
}

using Lines = std::vector<std::string>;

class HeartbeatsTest : public ::testing::Test {
 protected:
  HeartbeatsTest() { beats_.configure({{"backup", 1min, {}}}, kStart); }

  Lines at(core::Duration time) { return lines(beats_.notices(kStart + time, 1min, {})); }

  Heartbeats beats_;
};

TEST_F(HeartbeatsTest, AreMissedWhenNobodyHasCalledInTime) {
  EXPECT_EQ(beats_.next_due(), kStart + 1min);
  EXPECT_EQ(at(59s), Lines{});
  EXPECT_EQ(at(60s), Lines{"backup from 60"});
  EXPECT_EQ(beats_.next_due(), std::nullopt);
}

TEST_F(HeartbeatsTest, AreNotMissedWhileSomebodyCalls) {
  for (core::Duration time = 0s; time < 10min; time += 50s) {
    EXPECT_TRUE(beats_.hear("backup", kStart + time));
    EXPECT_EQ(at(time + 49s), Lines{});
  }
}

TEST_F(HeartbeatsTest, AreToldOfAgainWhileTheyAreMissed) {
  EXPECT_EQ(at(60s).size(), 1U);
  EXPECT_EQ(at(119s), Lines{});
  EXPECT_EQ(at(120s), Lines{"backup from 60"});
}

TEST_F(HeartbeatsTest, EndWithTheNextCall) {
  at(60s);
  beats_.hear("backup", kStart + 90s);
  EXPECT_EQ(at(90s), Lines{"backup from 60, ended 90"});
  EXPECT_EQ(at(149s), Lines{});
  EXPECT_EQ(at(150s), Lines{"backup from 150"});
}

TEST_F(HeartbeatsTest, AreOfNobodyElse) {
  EXPECT_FALSE(beats_.hear("cron", kStart));
}

TEST_F(HeartbeatsTest, HaveTheLabelsThatTheUserGivesThem) {
  beats_.configure({{"cron", 1min, core::Labels({{"severity", "warning"}, {"alertname", "x"}})}},
                   kStart);
  const auto notices = beats_.notices(kStart + 1min, 1min, core::Labels({{"site", "b"}}));
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].labels, core::Labels({{"alertname", "HeartbeatMissed"},
                                             {"heartbeat", "cron"},
                                             {"severity", "warning"},
                                             {"site", "b"}}));
}

TEST_F(HeartbeatsTest, EndWhenTheyAreExpectedNoMore) {
  at(60s);
  beats_.configure({}, kStart + 70s);
  EXPECT_EQ(at(70s), Lines{"backup from 60, ended 70"});
}

TEST_F(HeartbeatsTest, CountOnlyTheTimeInWhichSomebodyListens) {
  beats_.restore({{"backup", kStart}}, kStart + 20s, kStart + 1h);
  EXPECT_EQ(at(1h + 39s), Lines{});
  EXPECT_EQ(at(1h + 40s).size(), 1U);
}

TEST_F(HeartbeatsTest, StayMissedAcrossARestart) {
  beats_.restore({{"backup", kStart - 30s}}, kStart + 40s, kStart + 1h);
  EXPECT_EQ(at(1h), Lines{"backup from 30"});
}

TEST_F(HeartbeatsTest, BearAClockThatIsSetBack) {
  beats_.skip(-1h);
  EXPECT_EQ(lines(beats_.notices(kStart - 1h + 59s, 1min, {})), Lines{});
  EXPECT_EQ(lines(beats_.notices(kStart - 1h + 60s, 1min, {})).size(), 1U);
}

TEST(HeartbeatsOfTheEngine, RaiseAnAlertThatIsRoutedAndEnds) {
  Settings settings;
  settings.heartbeats = {{"backup", 2min, {}}};
  routing::Plan plan;
  plan.root.receiver = "ops";
  plan.root.group_wait = core::Duration(0);
  plan.root.group_interval = 10s;
  plan.receivers = {{"ops", {{"webhook[0]", true}}}};
  settings.plan = plan;
  testing::EngineWorld world(settings, kStart);
  world.run_for(1min);
  world.hear("backup");
  world.run_for(119s);
  EXPECT_TRUE(world.messages.empty());
  world.run_for(2s);
  ASSERT_EQ(world.messages.size(), 1U);
  world.restart(10s);
  world.run_for(5min);
  EXPECT_EQ(world.messages.size(), 1U);
  world.hear("backup");
  world.run_for(20s);
  ASSERT_EQ(world.messages.size(), 2U);
  EXPECT_TRUE(world.messages[1].entry.notification.alerts.at(0).notice.resolved);
}

}  // namespace
}  // namespace silicon::engine
