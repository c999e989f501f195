// Which groups and rules a call to /api/v1/rules asks for. Pure; any thread.
// Tested by tests/alerting/api/status/rules_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/answer/parameters.hpp"
#include "alerting/rules/group.hpp"
#include "alerting/series/match/matcher.hpp"

namespace silicon::api {

struct RuleFilter {
  std::optional<rules::RuleKind> kind;
  std::vector<std::string_view> rule_names;  // empty: all, as with the next two
  std::vector<std::string_view> group_names;
  std::vector<std::string_view> files;
  std::vector<std::vector<match::Matcher>> selectors;  // of a rule's own labels; any of them
  bool exclude_alerts = false;

  bool admits(const rules::Group& group) const;
  bool admits(const rules::Rule& rule) const;
};

// The answer to give instead, if the parameters are wrong.
std::optional<Answer> read_filter(const Parameters& parameters, RuleFilter& filter);

}  // namespace silicon::api
