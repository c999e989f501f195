#include "alerting/rules/testing/coverage.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "alerting/promql/check/check.hpp"

namespace silicon::rules {
namespace {

bool may_read(const promql::VectorSelector& selector, const std::string& name) {
  return std::all_of(selector.matchers.begin(), selector.matchers.end(),
                     [&](const match::Matcher& matcher) {
                       return matcher.name() != "__name__" || matcher.matches(name);
                     });
}

bool reads(const promql::Expression& expression, const std::string& name) {
  const auto selectors = selectors_of(expression);
  return std::any_of(
      selectors.begin(), selectors.end(),
      [&](const promql::VectorSelector* selector) { return may_read(*selector, name); });
}

class Survey {
 public:
  Survey(const std::vector<Group>& groups, const std::vector<UnitTests>& tests,
         const promql::Options& language) {
    for (const Group& group : groups) {
      for (const Rule& rule : group.rules) rules_.push_back({&group, &rule});
    }
    for (const UnitTests& file : tests) {
      for (const TestGroup& test : file.tests) note(test, language);
    }
  }

  Coverage run() {
    Coverage coverage{rules_.size(), {}};
    while (spread()) {
    }
    for (const Coverage::Untried& rule : rules_) {
      if (tried_.count(rule.rule) == 0) coverage.untried.push_back(rule);
    }
    return coverage;
  }

 private:
  void note(const TestGroup& test, const promql::Options& language) {
    for (const AlertTest& alert : test.alerts) {
      if (!alert.alerts.empty()) expected_.insert(alert.alert_name);
    }
    for (const ExpressionTest& expression : test.expressions) {
      auto parsed = promql::parse_query(expression.expression, language);
      if (parsed && !expression.samples.empty()) tested_.push_back(*std::move(parsed));
    }
  }

  bool is_read(const std::string& name) const {
    return std::any_of(tested_.begin(), tested_.end(),
                       [&](const promql::ExpressionPtr& tested) { return reads(*tested, name); }) ||
           std::any_of(tried_.begin(), tried_.end(),
                       [&](const Rule* rule) { return reads(*rule->expression, name); });
  }

  // Finds rules that are tried after all; false when there are no more.
  bool spread() {
    const std::size_t before = tried_.size();
    for (const auto& [group, rule] : rules_) {
      const bool tried =
          rule->kind == RuleKind::alerting ? expected_.count(rule->name) > 0 : is_read(rule->name);
      if (tried) tried_.insert(rule);
    }
    return tried_.size() > before;
  }

  std::vector<Coverage::Untried> rules_;
  std::set<std::string> expected_;
  std::vector<promql::ExpressionPtr> tested_;
  std::set<const Rule*> tried_;
};

}  // namespace

Coverage coverage_of(const std::vector<Group>& groups, const std::vector<UnitTests>& tests,
                     const promql::Options& language) {
  return Survey(groups, tests, language).run();
}

}  // namespace silicon::rules
