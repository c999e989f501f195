#include "alerting/engine/reports.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/rule_groups.hpp"

namespace silicon::engine {
namespace {

std::vector<rules::RuleTransition> transitions(std::size_t count) {
  std::vector<rules::RuleTransition> out(count);
  for (auto& one : out) one.transition.kind = alert::Transition::Kind::fired;
  return out;
}

const rules::Group& group() {
  static const rules::Group one =
      testing::group_of("g", {testing::alerting("High", "load > 5", {})}, std::chrono::seconds(10));
  return one;
}

TEST(ReportTransitions, SaysEachOfAFew) {
  Commands commands;
  report_transitions(group(), transitions(3), commands);
  ASSERT_EQ(commands.size(), 3U);
  EXPECT_EQ(std::get<Say>(commands[0]).message, "alert changes");
}

TEST(ReportTransitions, CountsTheRestOfMany) {
  Commands commands;
  report_transitions(group(), transitions(kMostSaid + 23), commands);
  ASSERT_EQ(commands.size(), kMostSaid + 1);
  const Say& last = std::get<Say>(commands.back());
  EXPECT_EQ(last.fields.at(1).value, "23");
}

}  // namespace
}  // namespace silicon::engine
