// A rule file's text to checked groups: everything that Prometheus refuses is refused, all mistakes
// at once and each with its place, also inside expressions. Besides Prometheus's fields an alerting
// rule may say `on_missing: keep` or `resolve`.
// Pure; any thread. Tested by tests/alerting/config/rules/read_rules_test.cpp, fuzzed by
// tests/fuzz/alerting/rule_file.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/promql/value/options.hpp"
#include "alerting/rules/group.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::config {

struct RuleFileOptions {
  core::Duration interval = std::chrono::minutes(1);  // of groups that state none
  core::Duration query_offset{0};
  promql::Options language = {};
  bool ignore_unknown_fields = false;
};

// `file` is what errors and the groups call it. The error has one line
// `FILE:LINE:COLUMN: group "g", rule 2, "High": ...` for every mistake.
core::Result<std::vector<rules::Group>> read_rules(std::string_view text, const std::string& file,
                                                   const RuleFileOptions& options = {});

// Rules of the groups that have the same name and the same labels as one before them: allowed, but
// they write the same series. In order, each as often as it repeats another.
std::vector<const rules::Rule*> repeated_rules(const std::vector<rules::Group>& groups);

}  // namespace silicon::config
