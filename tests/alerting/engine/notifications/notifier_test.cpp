#include "alerting/engine/notifications/notifier.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/alerting/engine_world.hpp"

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;
using state::DeliveryOutcome;
using testing::EngineWorld;

const core::Instant kStart(1'700'000'000s);

routing::Plan plan_to(std::vector<std::string> receivers) {
  routing::Plan plan;
  plan.root.receiver = receivers.front();
  plan.root.group_by = routing::GroupBy{{"alertname"}, false};
  plan.root.group_wait = 10s;
  plan.root.group_interval = 1min;
  plan.root.repeat_interval = 1h;
  for (std::string& name : receivers) plan.receivers.push_back({name, {{"webhook[0]", true}}});
  return plan;
}

Settings settings(std::optional<routing::Plan> plan) {
  auto job = std::make_shared<scrape::Job>();
  job->name = "node";
  job->interval = 5s;
  job->timeout = 1s;
  Settings result;
  result.jobs = {job};
  result.groups = {testing::group_of("g", {testing::alerting("High", "load > 5", 0s)}, 10s)};
  result.plan = std::move(plan);
  return result;
}

EngineWorld::Answer loads(double value) {
  return
      [value](const std::string&, core::Instant) { return "load " + std::to_string(value) + "\n"; };
}

// "ops: first notification, 1 firing, 0 resolved" of each message that arrived.
std::vector<std::string> arrived(const EngineWorld& world) {
  std::vector<std::string> out;
  for (const testing::Message& message : world.messages) {
    if (message.outcome != DeliveryOutcome::delivered) continue;
    const notify::Notification& said = message.entry.notification;
    const auto resolved =
        std::count_if(said.alerts.begin(), said.alerts.end(),
                      [](const notify::Item& item) { return item.notice.resolved; });
    out.push_back(said.receiver + ": " + said.reason + ", " +
                  std::to_string(said.alerts.size() - static_cast<std::size_t>(resolved)) +
                  " firing, " + std::to_string(resolved) + " resolved");
  }
  return out;
}

using Lines = std::vector<std::string>;

class NotifierTest : public ::testing::Test {
 protected:
  // As the API does it.
  template <class Function>
  auto change(Function function) {
    Notifier::Work work;
    auto answer = function(world_.engine->notifier(), work);
    world_.disk.save(work.changes);
    return answer;
  }

  core::Result<std::string> silence_high(core::Duration length) {
    routing::Silence silence;
    silence.matchers = {
        routing::Matcher::create(match::MatchType::equal, "alertname", "High").value()};
    silence.starts_at = world_.now;
    silence.ends_at = world_.now + length;
    silence.created_by = "ann";
    silence.comment = "new disks";
    return change([&](Notifier& notifier, Notifier::Work& work) {
      return notifier.set_silence(silence, "id-1", world_.now, work);
    });
  }

  EngineWorld world_{settings(plan_to({"ops"})), kStart};
};

TEST_F(NotifierTest, TellsOfABeginningAndOfAnEndOnce) {
  world_.answer = loads(9);
  world_.run_for(10min);
  world_.answer = loads(1);
  world_.run_for(10min);
  EXPECT_EQ(arrived(world_), (Lines{"ops: first notification, 1 firing, 0 resolved",
                                    "ops: all alerts resolved, 0 firing, 1 resolved"}));
  EXPECT_EQ(world_.messages.front().time, kStart + 10s);
}

TEST_F(NotifierTest, PutsAMessageOnDiskBeforeItIsSent) {
  world_.answer = loads(9);
  std::vector<bool> on_disk;
  world_.receive = [&](const state::OutboxEntry& entry) {
    on_disk.push_back(world_.disk.routing.outbox.contains(entry.id));
    return DeliveryOutcome::delivered;
  };
  world_.run_for(1min);
  EXPECT_EQ(on_disk, std::vector<bool>{true});
  EXPECT_TRUE(world_.disk.routing.outbox.empty());
}

TEST_F(NotifierTest, RepeatsNothingAfterARestart) {
  world_.answer = loads(9);
  world_.run_for(5min);
  world_.restart(20s);
  world_.run_for(30min);
  EXPECT_EQ(arrived(world_), (Lines{"ops: first notification, 1 firing, 0 resolved"}));
}

TEST_F(NotifierTest, SendsAfterARestartWhatWasOnItsWay) {
  world_.answer = loads(9);
  world_.receive = [](const auto&) { return DeliveryOutcome::again; };
  world_.run_for(30s);
  ASSERT_EQ(world_.disk.routing.outbox.size(), 1U);
  world_.receive = [](const auto&) { return DeliveryOutcome::delivered; };
  world_.restart(5s);
  world_.run_for(5min);
  EXPECT_EQ(arrived(world_), (Lines{"ops: first notification, 1 firing, 0 resolved"}));
  EXPECT_TRUE(world_.disk.routing.outbox.empty());
}

TEST_F(NotifierTest, TellsOfAnEndThatCameDuringARestart) {
  world_.answer = loads(9);
  world_.run_for(5min);
  world_.answer = loads(1);
  world_.restart(2min);
  world_.run_for(15min);
  EXPECT_EQ(arrived(world_).back(), "ops: all alerts resolved, 0 firing, 1 resolved");
}

TEST_F(NotifierTest, TellsOfAnEndAlthoughTheClockWasSetBackDuringARestart) {
  world_.answer = loads(9);
  world_.run_for(5min);
  world_.answer = loads(1);
  world_.restart(-2h);
  world_.run_for(5min);
  EXPECT_EQ(arrived(world_), (Lines{"ops: first notification, 1 firing, 0 resolved",
                                    "ops: all alerts resolved, 0 firing, 1 resolved"}));
}

TEST_F(NotifierTest, LosesNoEndThatWaitedThroughARestartToWhatCameAfter) {
  world_.addresses = {"x:1", "y:1"};
  world_.reload(settings(plan_to({"ops"})));
  world_.answer = loads(9);
  world_.run_for(5min);
  world_.receive = [](const auto&) { return DeliveryOutcome::again; };
  world_.answer = [](const std::string& instance, core::Instant) {
    return std::optional<std::string>(instance == "x:1" ? "load 1\n" : "load 9\n");
  };
  world_.run_for(30min);  // the rule has forgotten it by now
  world_.restart(5s);
  world_.run_for(1min);
  world_.answer = loads(1);
  world_.run_for(3min);
  world_.receive = [](const auto&) { return DeliveryOutcome::delivered; };
  world_.run_for(3min);
  const Lines lines = arrived(world_);
  EXPECT_EQ(
      std::count(lines.begin(), lines.end(), "ops: all alerts resolved, 0 firing, 2 resolved"), 1);
}

TEST_F(NotifierTest, TellsOfTheEndOfAnAlertWhoseRuleIsGone) {
  world_.answer = loads(9);
  world_.run_for(5min);
  Settings without = settings(plan_to({"ops"}));
  without.groups.clear();
  world_.reload(without);
  world_.run_for(5min);
  EXPECT_EQ(arrived(world_), (Lines{"ops: first notification, 1 firing, 0 resolved",
                                    "ops: all alerts resolved, 0 firing, 1 resolved"}));
}

TEST_F(NotifierTest, TellsOfTheEndsThatNewExternalLabelsAre) {
  world_.answer = loads(9);
  world_.run_for(2min);
  Settings named = settings(plan_to({"ops"}));
  named.external_labels = core::Labels({{"site", "b"}});
  world_.reload(named);
  world_.run_for(5min);
  ASSERT_FALSE(world_.messages.empty());
  const notify::Notification& last = world_.messages.back().entry.notification;
  const auto fires = std::find_if(last.alerts.begin(), last.alerts.end(),
                                  [](const auto& item) { return !item.notice.resolved; });
  ASSERT_NE(fires, last.alerts.end());
  EXPECT_EQ(fires->notice.labels.get("site"), "b");
}

TEST_F(NotifierTest, KeepsWhatIsGivenUpAndDecidesAnew) {
  world_.answer = loads(9);
  world_.receive = [](const auto&) { return DeliveryOutcome::given_up; };
  world_.run_for(30s);
  const auto& outbox = world_.engine->notifier().outbox();
  ASSERT_FALSE(outbox.empty());
  EXPECT_TRUE(outbox.begin()->second.entry.dead);
  EXPECT_EQ(outbox.begin()->second.entry.answer, "500 no");
  world_.receive = [](const auto&) { return DeliveryOutcome::delivered; };
  world_.run_for(5min);
  const Lines lines = arrived(world_);
  EXPECT_NE(std::find(lines.begin(), lines.end(), "ops: first notification, 1 firing, 0 resolved"),
            lines.end());
}

TEST_F(NotifierTest, SendsAgainByHandWhatWasGivenUp) {
  world_.answer = loads(9);
  world_.receive = [](const auto&) { return DeliveryOutcome::given_up; };
  world_.run_for(30s);
  const std::uint64_t id = world_.engine->notifier().outbox().begin()->first;
  Notifier::Work work;
  ASSERT_TRUE(world_.engine->notifier().send_again(id, work));
  ASSERT_EQ(work.after.size(), 1U);
  const auto& send = std::get<SendNotification>(work.after[0]);
  EXPECT_EQ(send.entry.id, id);
  EXPECT_FALSE(send.entry.dead);
  EXPECT_FALSE(work.changes.outbox.front().dead);
  const core::Status twice = world_.engine->notifier().send_again(id, work);
  EXPECT_EQ(twice.error().kind(), core::ErrorKind::absent);
}

TEST_F(NotifierTest, RaisesAnAlertAboutAReceiverThatFails) {
  routing::Plan plan = plan_to({"ops", "backup"});
  routing::RouteSpec route;
  route.receiver = "backup";
  route.matchers = {
      routing::Matcher::create(match::MatchType::equal, "alertname", "ReceiverFailing").value()};
  plan.root.routes = {route};
  world_.reload(settings(std::move(plan)));
  world_.answer = loads(9);
  world_.receive = [](const state::OutboxEntry& entry) {
    return entry.notification.receiver == "ops" ? DeliveryOutcome::again
                                                : DeliveryOutcome::delivered;
  };
  world_.run_for(5min);
  EXPECT_EQ(arrived(world_), (Lines{"backup: first notification, 1 firing, 0 resolved"}));
  world_.receive = [](const auto&) { return DeliveryOutcome::delivered; };
  world_.run_for(5min);
  EXPECT_EQ(arrived(world_), (Lines{"backup: first notification, 1 firing, 0 resolved",
                                    "ops: first notification, 1 firing, 0 resolved",
                                    "backup: all alerts resolved, 0 firing, 1 resolved"}));
}

TEST_F(NotifierTest, RoutesAlertsOfOthersUntilTheyEnd) {
  alert::Notice notice;
  notice.labels = core::Labels({{"alertname", "Theirs"}});
  notice.starts_at = kStart;
  notice.ends_at = kStart + 2min;
  Notifier& notifier = world_.engine->notifier();
  notifier.take(AlertsPosted{{notice}});
  world_.run_for(10min);
  EXPECT_EQ(arrived(world_), (Lines{"ops: first notification, 1 firing, 0 resolved",
                                    "ops: all alerts resolved, 0 firing, 1 resolved"}));
}

TEST_F(NotifierTest, KeepsQuietWhatIsSilencedAndSaysWhenThatHasEnded) {
  ASSERT_TRUE(silence_high(5min));
  world_.answer = loads(9);
  world_.run_for(4min);
  EXPECT_TRUE(world_.messages.empty());
  world_.restart(5s);
  world_.run_for(30s);
  EXPECT_TRUE(world_.messages.empty());
  world_.run_for(5min);
  ASSERT_EQ(world_.messages.size(), 1U);
  EXPECT_EQ(world_.messages[0].entry.notification.remarks,
            Lines{"the silence of ann has ended: new disks"});
}

TEST_F(NotifierTest, ExpiresASilenceOnce) {
  ASSERT_TRUE(silence_high(5min));
  world_.run_for(10s);
  const auto expire = [&](Notifier& notifier, Notifier::Work& work) {
    return notifier.expire_silence("id-1", world_.now, work);
  };
  EXPECT_TRUE(change(expire));
  EXPECT_FALSE(change(expire));
}

TEST_F(NotifierTest, RepeatsNothingThatSomebodyHasInHand) {
  world_.answer = loads(9);
  world_.run_for(1min);
  const std::string fingerprint =
      notify::fingerprint(world_.messages.at(0).entry.notification.alerts.at(0).notice.labels);
  const auto labels = change([&](Notifier& notifier, Notifier::Work& work) {
    return notifier.acknowledge({{}, fingerprint, "ann", "on it", std::nullopt}, world_.now, work);
  });
  ASSERT_TRUE(labels);
  world_.restart(5s);
  world_.run_for(3h);
  EXPECT_EQ(arrived(world_).size(), 1U);
  const auto back = change([&](Notifier& notifier, Notifier::Work& work) {
    return notifier.withdraw(*labels, "", work);
  });
  ASSERT_TRUE(back);
  world_.run_for(2min);
  EXPECT_EQ(arrived(world_).back(), "ops: repeat interval elapsed, 1 firing, 0 resolved");
}

TEST_F(NotifierTest, SaysThatThereIsNoSuchAlert) {
  const auto answer = change([&](Notifier& notifier, Notifier::Work& work) {
    return notifier.acknowledge({{}, "0123456789abcdef", "ann", "", std::nullopt}, world_.now,
                                work);
  });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(answer.error().message(), "no alert fires with the fingerprint 0123456789abcdef");
}

TEST_F(NotifierTest, TellsPagerDutyOfAnAcknowledgement) {
  routing::Plan plan = plan_to({"ops"});
  plan.receivers[0].integrations = {{"pagerduty[0]", true}};
  world_.reload(settings(std::move(plan)));
  world_.answer = loads(9);
  world_.run_for(1min);
  Notifier::Work work;
  const core::Labels labels = world_.messages.at(0).entry.notification.alerts.at(0).notice.labels;
  ASSERT_TRUE(world_.engine->notifier().acknowledge({labels, "", "ann", "on it", std::nullopt},
                                                    world_.now, work));
  ASSERT_EQ(work.after.size(), 1U);
  const state::OutboxEntry& entry = std::get<SendNotification>(work.after[0]).entry;
  EXPECT_EQ(entry.notification.reason, "acknowledged");
  EXPECT_EQ(entry.notification.alerts.at(0).acknowledgement->by, "ann");
}

TEST_F(NotifierTest, SaysWhatTheRuleComparesWithAndWhereTheValueIsGoing) {
  world_.answer = loads(3);
  world_.run_for(12min);
  world_.answer = loads(9);
  world_.run_for(1min);
  ASSERT_EQ(world_.messages.size(), 1U);
  const notify::Item& item = world_.messages[0].entry.notification.alerts.at(0);
  ASSERT_TRUE(item.threshold);
  EXPECT_EQ(item.threshold->comparison, ">");
  EXPECT_EQ(item.threshold->value, 5);
  ASSERT_TRUE(item.trend);
  EXPECT_EQ(item.trend->before, 3);
}

TEST_F(NotifierTest, KeepsSilencesWhileThereAreNoRoutes) {
  ASSERT_TRUE(silence_high(2h));
  world_.run_for(10s);
  world_.reload(settings(std::nullopt));
  world_.restart(5s);
  world_.reload(settings(plan_to({"ops"})));
  EXPECT_NE(world_.engine->notifier().dispatcher()->silences().find("id-1"), nullptr);
}

TEST_F(NotifierTest, SaysThatNothingCanBeSilencedWithoutRoutes) {
  world_.reload(settings(std::nullopt));
  const auto answer = silence_high(2h);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message(), "there are no routes: nothing to be silenced");
}

}  // namespace
}  // namespace silicon::engine
