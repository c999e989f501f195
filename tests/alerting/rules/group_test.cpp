#include "alerting/rules/group.hpp"

#include <gtest/gtest.h>

#include <set>

namespace silicon::rules {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

core::Instant at(std::int64_t milliseconds) {
  return core::Instant(core::Duration(milliseconds));
}

Group group(std::string name, core::Duration interval = minutes(1)) {
  Group result;
  result.file = "rules.yml";
  result.name = std::move(name);
  result.interval = interval;
  return result;
}

Rule rule(std::string name, core::Labels labels = {}) {
  Rule result;
  result.name = std::move(name);
  result.labels = std::move(labels);
  return result;
}

TEST(Slots, AreOneIntervalApartWhateverTheTimeOfAsking) {
  const Group cpu = group("cpu");
  const core::Instant first = slot_at(cpu, at(1'700'000'000'123));
  EXPECT_LE(first, at(1'700'000'000'123));
  EXPECT_EQ(slot_at(cpu, first), first);
  EXPECT_EQ(slot_at(cpu, first + cpu.interval - core::Duration(1)), first);
  EXPECT_EQ(slot_at(cpu, first + cpu.interval), first + cpu.interval);
  EXPECT_EQ(slot_at(cpu, first - core::Duration(1)), first - cpu.interval);
}

TEST(Slots, ExistBeforeTheEpoch) {
  const Group cpu = group("cpu");
  const core::Instant slot = slot_at(cpu, at(-5));
  EXPECT_LE(slot, at(-5));
  EXPECT_GT(slot + cpu.interval, at(-5));
}

TEST(Slots, SpreadGroupsOverTheInterval) {
  std::set<core::Instant> slots;
  for (int i = 0; i < 20; ++i) {
    slots.insert(slot_at(group("group" + std::to_string(i)), at(1'700'000'000'000)));
  }
  EXPECT_GT(slots.size(), 15U);
}

TEST(Slots, ThatWereMissedAreCounted) {
  const Group cpu = group("cpu", seconds(10));
  EXPECT_EQ(missed_slots(cpu, at(0), at(10'000)), 0U);
  EXPECT_EQ(missed_slots(cpu, at(0), at(40'000)), 3U);
  EXPECT_EQ(missed_slots(cpu, at(0), at(0)), 0U);
  EXPECT_EQ(missed_slots(cpu, at(40'000), at(0)), 0U);
}

TEST(Identity, CountsRulesThatAreAlike) {
  Group cpu = group("cpu");
  cpu.rules = {rule("High", {{"severity", "page"}}), rule("Low"),
               rule("High", {{"severity", "page"}}), rule("High", {{"severity", "info"}})};
  EXPECT_EQ(identity_of(cpu, 0),
            (alert::RuleIdentity{"rules.yml", "cpu", "High", {{"severity", "page"}}, 0}));
  EXPECT_EQ(identity_of(cpu, 2).occurrence, 1U);
  EXPECT_EQ(identity_of(cpu, 3).occurrence, 0U);
}

}  // namespace
}  // namespace silicon::rules
