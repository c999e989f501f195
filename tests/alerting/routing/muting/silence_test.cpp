#include "alerting/routing/muting/silence.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routing_world.hpp"

namespace silicon::routing {
namespace {

using testing::matchers_of;
using testing::routing_second;

Silence silence(std::string_view matchers, std::int64_t from, std::int64_t to) {
  Silence out;
  out.matchers = matchers_of(matchers);
  out.starts_at = routing_second(from);
  out.ends_at = routing_second(to);
  out.created_by = "me";
  return out;
}

std::string problem(const core::Result<SilenceSet::Change>& change) {
  return change ? "" : change.error().message();
}

TEST(Silence, HasItsStartAndNotItsEnd) {
  const Silence one = silence("a=b", 10, 20);
  EXPECT_EQ(silence_state(one, routing_second(9)), SilenceState::pending);
  EXPECT_EQ(silence_state(one, routing_second(10)), SilenceState::active);
  EXPECT_EQ(silence_state(one, routing_second(20)), SilenceState::expired);
  EXPECT_EQ(silence_state_name(SilenceState::active), "active");
}

TEST(Silence, HoldsOnlyWithinItsSchedule) {
  Silence nightly = silence("a=b", 0, 1'000'000);
  TimeInterval night;
  night.times = {{0, 360}};
  nightly.schedule = {night};
  // 1'700'000'000 is 22:13:20 UTC.
  EXPECT_FALSE(silences_at(nightly, routing_second(0)));
  EXPECT_TRUE(silences_at(nightly, routing_second(7200)));
  EXPECT_FALSE(silences_at(nightly, routing_second(10 * 3600)));
}

TEST(Silence, NeedsAMatcherThatMeansSomething) {
  EXPECT_FALSE(check_silence(silence("", 0, 1)));
  EXPECT_FALSE(check_silence(silence("a=~\".*\",b!=c", 0, 1)));
  EXPECT_FALSE(check_silence(silence("\"\"=b", 0, 1)));
  EXPECT_FALSE(check_silence(silence("a=b", 1, 1)));
  EXPECT_TRUE(check_silence(silence("a=b,c=~\".*\"", 0, 1)));
}

TEST(SilenceSet, AddsUnderAFreshIdAndFromNowOn) {
  SilenceSet set;
  const auto change = set.set(silence("a=b", 0, 100), "one", routing_second(50));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->id, "one");
  EXPECT_EQ(set.find("one")->starts_at, routing_second(50));
  EXPECT_EQ(problem(set.set(silence("a=b", 0, 40), "two", routing_second(50))),
            "end time can't be in the past");
}

TEST(SilenceSet, ChangesInPlaceWhatStaysTheSameSilence) {
  SilenceSet set;
  ASSERT_TRUE(set.set(silence("a=b", 0, 100), "one", routing_second(0)));
  Silence longer = silence("a=b", 0, 200);
  longer.id = "one";
  longer.comment = "still broken";
  const auto change = set.set(longer, "two", routing_second(50));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->id, "one");
  EXPECT_EQ(set.find("one")->ends_at, routing_second(200));
  EXPECT_EQ(set.all().size(), 1U);
}

TEST(SilenceSet, ReplacesWhatBecomesAnotherSilence) {
  SilenceSet set;
  ASSERT_TRUE(set.set(silence("a=b", 0, 100), "one", routing_second(0)));
  Silence other = silence("a=c", 0, 200);
  other.id = "one";
  const auto change = set.set(other, "two", routing_second(50));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->id, "two");
  EXPECT_EQ(change->changed.size(), 2U);
  EXPECT_EQ(silence_state(*set.find("one"), routing_second(50)), SilenceState::expired);
}

TEST(SilenceSet, DoesNotKnowOtherIds) {
  SilenceSet set;
  Silence unknown = silence("a=b", 0, 100);
  unknown.id = "none";
  EXPECT_EQ(problem(set.set(unknown, "x", routing_second(0))), "silence \"none\" not found");
  EXPECT_EQ(problem(set.expire("none", routing_second(0))), "silence \"none\" not found");
}

TEST(SilenceSet, ExpiresOnce) {
  SilenceSet set;
  ASSERT_TRUE(set.set(silence("a=b", 500, 900), "one", routing_second(0)));
  ASSERT_TRUE(set.expire("one", routing_second(10)));
  EXPECT_EQ(silence_state(*set.find("one"), routing_second(10)), SilenceState::expired);
  EXPECT_EQ(problem(set.expire("one", routing_second(11))), "silence \"one\" already expired");
}

TEST(SilenceSet, FindsByLabelsAndKnowsWhenThatChanges) {
  SilenceSet set;
  const std::uint64_t empty = set.version();
  ASSERT_TRUE(set.set(silence("a=b", 0, 100), "one", routing_second(0)));
  EXPECT_NE(set.version(), empty);
  ASSERT_EQ(set.about({{"a", "b"}, {"c", "d"}}).size(), 1U);
  EXPECT_TRUE(set.about({{"a", "x"}}).empty());
}

TEST(SilenceSet, ForgetsAfterFiveDays) {
  SilenceSet set;
  ASSERT_TRUE(set.set(silence("a=b", 0, 100), "one", routing_second(0)));
  EXPECT_TRUE(set.prune(routing_second(100 + 119 * 3600)).empty());
  EXPECT_EQ(set.prune(routing_second(100 + 120 * 3600)), std::vector<std::string>{"one"});
  EXPECT_TRUE(set.all().empty());
}

TEST(SilenceSet, IsRestored) {
  Silence saved = silence("a=b", 0, 100);
  saved.id = "one";
  saved.seen = true;
  SilenceSet set;
  set.restore({saved});
  ASSERT_NE(set.find("one"), nullptr);
  EXPECT_TRUE(set.find("one")->seen);
}

}  // namespace
}  // namespace silicon::routing
