#include "alerting/routing/dispatch/told.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/routing/routing_world.hpp"

namespace silicon::routing {
namespace {

using testing::routing_second;

Situation now_firing(AlertHashes firing, AlertHashes resolved = {}) {
  return {std::move(firing), std::move(resolved), true, std::chrono::seconds(600), false};
}

Told told(AlertHashes firing, AlertHashes resolved = {}) {
  return {routing_second(0), std::move(firing), std::move(resolved), {}};
}

TEST(Judge, TellsFirstOfWhatFires) {
  EXPECT_EQ(judge(nullptr, now_firing({1}), routing_second(1)), Reason::first_notification);
  EXPECT_EQ(judge(nullptr, now_firing({}, {1}), routing_second(1)), Reason::nothing_to_tell);
}

TEST(Judge, TellsOfNewAlertsAtOnce) {
  const Told last = told({1, 2});
  EXPECT_EQ(judge(&last, now_firing({1, 3}), routing_second(1)), Reason::new_alerts);
  EXPECT_EQ(judge(&last, now_firing({1}), routing_second(1)), Reason::unchanged);
}

TEST(Judge, TellsOfTheEndOfAllToWhomKnewOfAny) {
  const Told knew = told({1});
  const Told none = told({}, {1});
  EXPECT_EQ(judge(&knew, now_firing({}, {1}), routing_second(1)), Reason::all_resolved);
  EXPECT_EQ(judge(&none, now_firing({}, {1}), routing_second(1)), Reason::nothing_to_tell);
  Situation quiet = now_firing({}, {1});
  quiet.send_resolved = false;
  EXPECT_EQ(judge(&knew, quiet, routing_second(1)), Reason::all_resolved) << "the log is cleared";
}

TEST(Judge, TellsOfTheEndOfSomeWhereEndsAreSent) {
  const Told last = told({1, 2});
  EXPECT_EQ(judge(&last, now_firing({1}, {2}), routing_second(1)), Reason::some_resolved);
  Situation quiet = now_firing({1}, {2});
  quiet.send_resolved = false;
  EXPECT_EQ(judge(&last, quiet, routing_second(1)), Reason::unchanged);
  const Told knows = told({1}, {2});
  EXPECT_EQ(judge(&knows, now_firing({1}, {2}), routing_second(1)), Reason::unchanged);
}

TEST(Judge, RepeatsAWholeIntervalLater) {
  const Told last = told({1});
  EXPECT_EQ(judge(&last, now_firing({1}), routing_second(599)), Reason::unchanged);
  EXPECT_EQ(judge(&last, now_firing({1}), routing_second(600)), Reason::repeat_interval);
}

TEST(Judge, DoesNotRepeatWhatIsAcknowledged) {
  const Told last = told({1});
  Situation held = now_firing({1});
  held.acknowledged = true;
  EXPECT_EQ(judge(&last, held, routing_second(600)), Reason::acknowledged);
  held.firing = {1, 2};
  EXPECT_EQ(judge(&last, held, routing_second(600)), Reason::new_alerts) << "news are news";
}

TEST(Judge, RemembersEndsThatAreOwed) {
  Told last = told({});
  last.owed = {7};
  EXPECT_EQ(judge(&last, now_firing({}, {7}), routing_second(1)), Reason::all_resolved);
  EXPECT_EQ(judge(&last, now_firing({}, {8}), routing_second(1)), Reason::nothing_to_tell);
}

TEST(Reason, HasItsOwnWords) {
  std::set<std::string> words;
  for (int i = 0; i <= static_cast<int>(Reason::escalated); ++i) {
    words.insert(std::string(reason_text(static_cast<Reason>(i))));
  }
  EXPECT_EQ(words.size(), 9U);
  EXPECT_EQ(reason_text(Reason::some_resolved), "some alerts resolved");
  EXPECT_FALSE(tells(Reason::acknowledged));
  EXPECT_TRUE(tells(Reason::escalated));
}

}  // namespace
}  // namespace silicon::routing
