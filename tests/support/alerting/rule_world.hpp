// A store, a group of rules and a clock set by hand: for tests of what rules do over time.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/promql/notation/series_notation.hpp"
#include "alerting/promql/syntax/print.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/rules/evaluate.hpp"
#include "tests/support/alerting/alert_story.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::testing {

inline rules::Rule rule_of(rules::RuleKind kind, std::string name, std::string_view expression) {
  auto parsed = promql::parse_query(expression, {});
  EXPECT_TRUE(parsed) << expression;
  rules::Rule rule;
  rule.kind = kind;
  rule.name = std::move(name);
  rule.expression_text = promql::print(**parsed);
  rule.expression = *std::move(parsed);
  return rule;
}

inline rules::Rule alerting(std::string name, std::string_view expression,
                            core::Duration hold_for = core::Duration(0)) {
  rules::Rule rule = rule_of(rules::RuleKind::alerting, std::move(name), expression);
  rule.hold_for = hold_for;
  return rule;
}

inline rules::Rule recording(std::string name, std::string_view expression) {
  return rule_of(rules::RuleKind::recording, std::move(name), expression);
}

class RuleWorld {
 public:
  explicit RuleWorld(std::vector<rules::Rule> rules) {
    group.file = "rules.yml";
    group.name = "g";
    group.interval = std::chrono::seconds(30);
    group.rules = std::move(rules);
  }

  // One sample: feed(30, "m{job=\"a\"}", 5).
  void feed(int seconds, std::string_view metric, double value) {
    const auto labels = promql::parse_metric(metric);
    ASSERT_TRUE(labels) << metric;
    append(store, *labels, at(seconds), value);
  }

  rules::Evaluation evaluate(int seconds) {
    return rules::evaluate(group, state, at(seconds), surroundings);
  }

  // What a query finds: "up{job=\"a\"} 1" and so on, sorted.
  std::set<std::string> query(std::string_view text, int seconds) {
    const auto expression = promql::parse_query(text, {});
    EXPECT_TRUE(expression) << text;
    const auto result = promql::Engine(store, {}).instant(**expression, at(seconds));
    EXPECT_TRUE(result) << text;
    std::set<std::string> lines;
    for (const promql::InstantSample& sample : std::get<promql::InstantVector>(result->value)) {
      lines.insert(promql::metric_text(sample.labels) + " " + promql::fixed_number(sample.value));
    }
    return lines;
  }

  series::Store store{{}};
  rules::Group group;
  rules::GroupState state;
  rules::Surroundings surroundings{store, rules::writer_to(store)};
};

using Lines = std::set<std::string>;

}  // namespace silicon::testing
