// The command line of silicon-alerter as a value. Pure; any thread.
// Tested by tests/alerting/command/line/options_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/promql/value/options.hpp"
#include "exporter/core/result.hpp"

namespace silicon::command {

enum class AlerterCommand {
  run,
  check_config,
  check_rules,
  test_rules,
  history,
  query_instant,
  query_range,
  doctor,
  silence_add,
  silence_list,
  silence_expire,
  acknowledge,
  explain,
  routes_show,
  routes_test,
  outbox_list,
  outbox_resend,
  notify_test,
  help,
  version
};

struct AlerterCommandLine {
  AlerterCommand command = AlerterCommand::help;
  std::vector<std::string> words;  // files, expressions: what stands behind the command
  // By name without dashes; flags without a value have "".
  std::multimap<std::string, std::string, std::less<>> flags;
  promql::Options language;  // with the features that --enable-feature names

  bool has(std::string_view name) const { return flags.find(name) != flags.end(); }
  std::optional<std::string> value(std::string_view name) const;  // the last one
  std::vector<std::string> values(std::string_view name) const;
};

// Without the program's own name. The error is one line that says what to do.
core::Result<AlerterCommandLine> parse_command_line(const std::vector<std::string>& arguments);

}  // namespace silicon::command
