#include "alerting/alert/alert.hpp"

#include <gtest/gtest.h>

namespace silicon::alert {
namespace {

TEST(Alert, NamesItsPhasesAsPrometheusDoes) {
  EXPECT_EQ(phase_name(Phase::pending), "pending");
  EXPECT_EQ(phase_name(Phase::firing), "firing");
  EXPECT_EQ(phase_name(Phase::resolved), "inactive");
}

TEST(RuleIdentity, TellsRulesApartByEveryPart) {
  const RuleIdentity rule{"a.yml", "group", "High", {{"severity", "page"}}, 0};
  const std::vector<RuleIdentity> others{{"b.yml", "group", "High", {{"severity", "page"}}, 0},
                                         {"a.yml", "other", "High", {{"severity", "page"}}, 0},
                                         {"a.yml", "group", "Low", {{"severity", "page"}}, 0},
                                         {"a.yml", "group", "High", {{"severity", "warn"}}, 0},
                                         {"a.yml", "group", "High", {{"severity", "page"}}, 1}};
  EXPECT_EQ(rule, RuleIdentity(rule));
  for (const RuleIdentity& other : others) {
    EXPECT_NE(rule, other);
    EXPECT_TRUE((rule < other) != (other < rule));
  }
}

}  // namespace
}  // namespace silicon::alert
