#include "alerting/command/doctor/findings/needs.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "alerting/command/line/features.hpp"
#include "alerting/promql/check/check.hpp"
#include "alerting/promql/syntax/print.hpp"
#include "alerting/rules/rule.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/yaml/suggestion.hpp"

namespace silicon::command {
namespace {

constexpr std::size_t kMostListed = 5;

std::set<std::string> recorded_by(const std::vector<api::RuleReply>& rules) {
  std::set<std::string> names;
  for (const api::RuleReply& rule : rules) {
    if (rule.type == "recording") names.insert(rule.name);
  }
  return names;
}

// Without the time that it looks at.
std::string text_of(const promql::VectorSelector& selector) {
  promql::VectorSelector plain;
  plain.name = selector.name;
  plain.matchers = selector.matchers;
  return promql::print(*promql::make_expression(std::move(plain), {}));
}

Need need_of(const promql::VectorSelector& selector) {
  Need need;
  need.selector = text_of(selector);
  need.metric = selector.name;
  for (const match::Matcher& matcher : selector.matchers) {
    if (matcher.type() != match::MatchType::equal || matcher.value().empty()) continue;
    if (matcher.name() == "__name__") {
      need.metric = matcher.value();
    } else {
      need.equals.push_back({std::string(matcher.name()), std::string(matcher.value())});
    }
  }
  return need;
}

void add(std::vector<Need>& needs, Need need, const std::string& rule) {
  auto known = std::find_if(needs.begin(), needs.end(),
                            [&](const Need& other) { return other.selector == need.selector; });
  if (known == needs.end()) known = needs.insert(needs.end(), std::move(need));
  if (known->rules.empty() || known->rules.back() != rule) known->rules.push_back(rule);
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), kMostListed); ++i) {
    text += (i == 0 ? "" : ", ") + words[i];
  }
  return words.size() > kMostListed ? text + "..." : text;
}

std::string fix_for(const Need& need, const Lack& lack) {
  if (!lack.label.empty()) {
    if (lack.label_values.empty()) return "no series of it has a label " + lack.label;
    return "there are: " + lack.label + " = " + listed(lack.label_values);
  }
  const bool known =
      std::find(lack.metrics.begin(), lack.metrics.end(), need.metric) != lack.metrics.end();
  if (known) return "there are series of that name, but not with these labels";
  if (const auto meant = runtime::nearest_word(need.metric, lack.metrics)) {
    return "did you mean " + *meant + "?";
  }
  return "scrape what exposes it, or leave the rule out where there is none";
}

}  // namespace

std::vector<Need> needs_of(const std::vector<api::RuleReply>& rules) {
  const std::set<std::string> recorded = recorded_by(rules);
  std::vector<Need> needs;
  for (const api::RuleReply& rule : rules) {
    const auto expression = promql::parse_query(rule.query, whole_language());
    if (!expression) continue;
    for (const promql::VectorSelector* selector : rules::expected_selectors(**expression)) {
      if (rules::is_synthetic(*selector)) continue;
      Need need = need_of(*selector);
      if (!recorded.contains(need.metric)) add(needs, std::move(need), rule.name);
    }
  }
  return needs;
}

Finding judge_lack(const Need& need, const Lack& lack) {
  return warning("series", listed(need.rules) + ": there is no " + need.selector,
                 fix_for(need, lack));
}

}  // namespace silicon::command
