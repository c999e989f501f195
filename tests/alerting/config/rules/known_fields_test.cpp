#include "alerting/config/rules/known_fields.hpp"

#include <gtest/gtest.h>

#include "alerting/config/rules/read_rules.hpp"
#include "alerting/config/rules/read_unit_tests.hpp"

namespace silicon::config {
namespace {

constexpr const char* kRules =
    "owner: me\n"
    "groups:\n"
    "- name: g\n"
    "  team: us\n"
    "  rules:\n"
    "  - alert: A\n"
    "    expr: up == 0\n"
    "    labels: {any: label}\n"
    "    ticket: 7\n";

TEST(KnownFields, AreKeptAndOthersDropped) {
  EXPECT_FALSE(read_rules(kRules, "r.yml"));
  RuleFileOptions options;
  options.ignore_unknown_fields = true;
  const auto groups = read_rules(kRules, "r.yml", options);
  ASSERT_TRUE(groups);
  EXPECT_EQ(groups->at(0).rules.at(0).labels, (core::Labels{{"any", "label"}}));
}

TEST(KnownFields, ReachIntoUnitTests) {
  const char* text =
      "x: 1\n"
      "tests:\n"
      "- owner: me\n"
      "  promql_expr_test:\n"
      "  - {expr: up, note: why, exp_samples: [{value: 1, because: x}]}\n";
  EXPECT_FALSE(read_unit_tests(text, "t.yml"));
  const auto tests = read_unit_tests(text, "t.yml", true);
  ASSERT_TRUE(tests);
  EXPECT_EQ(tests->tests.at(0).expressions.at(0).samples.at(0).value, 1);
}

}  // namespace
}  // namespace silicon::config
