// `check rules`: whether rule files are what Prometheus would take, printed as promtool does.
// Blocking. Tested by tests/alerting/command/check_rules_test.cpp.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "alerting/promql/value/options.hpp"

namespace silicon::command {

enum class Lint { none, duplicate_rules };

struct CheckRulesOptions {
  std::vector<std::string> files;  // none: standard input
  Lint lint = Lint::duplicate_rules;
  bool lint_fatal = false;
  bool ignore_unknown_fields = false;
  promql::Options language = {};
};

// 0 when all is well, 1 when a file is wrong, 3 for repeated rules where `lint_fatal` says so.
int check_rules(const CheckRulesOptions& options, std::istream& in, std::ostream& out,
                std::ostream& err);

}  // namespace silicon::command
