#include "alerting/api/status/rule_filter.hpp"

#include <algorithm>

#include "alerting/api/data/selector.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::api {
namespace {

bool named(const std::vector<std::string_view>& names, std::string_view name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

// Go's strconv.ParseBool.
std::optional<bool> parse_boolean(std::string_view text) {
  for (const std::string_view yes : {"1", "t", "T", "true", "TRUE", "True"}) {
    if (text == yes) return true;
  }
  for (const std::string_view no : {"0", "f", "F", "false", "FALSE", "False"}) {
    if (text == no) return false;
  }
  return std::nullopt;
}

}  // namespace

bool RuleFilter::admits(const rules::Group& group) const {
  return named(group_names, group.name) && named(files, group.file);
}

bool RuleFilter::admits(const rules::Rule& rule) const {
  if (kind && rule.kind != *kind) return false;
  if (!named(rule_names, rule.name)) return false;
  return selectors.empty() ||
         std::any_of(selectors.begin(), selectors.end(), [&](const auto& matchers) {
           return std::all_of(matchers.begin(), matchers.end(),
                              [&](const match::Matcher& one) { return one.matches(rule.labels); });
         });
}

std::optional<Answer> read_filter(const Parameters& parameters, RuleFilter& filter) {
  const std::string_view type = parameters.first("type");
  if (type == "alert") {
    filter.kind = rules::RuleKind::alerting;
  } else if (type == "record") {
    filter.kind = rules::RuleKind::recording;
  } else if (!type.empty()) {
    return invalid_parameter("type", "not supported value " + promql::quoted(type));
  }
  if (const std::string_view text = parameters.first("exclude_alerts"); !text.empty()) {
    const std::optional<bool> exclude = parse_boolean(text);
    if (!exclude) {
      return invalid_parameter("exclude_alerts",
                               "error converting exclude_alerts: strconv.ParseBool: parsing " +
                                   promql::quoted(text) + ": invalid syntax");
    }
    filter.exclude_alerts = *exclude;
  }
  filter.rule_names = parameters.all("rule_name[]");
  filter.group_names = parameters.all("rule_group[]");
  filter.files = parameters.all("file[]");
  for (const std::string_view text : parameters.all("match[]")) {
    auto selector = parse_selector(text);
    if (!selector) return failure(ErrorType::bad_data, selector.error().message());
    filter.selectors.push_back(*std::move(selector));
  }
  return std::nullopt;
}

}  // namespace silicon::api
