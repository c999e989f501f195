#include "alerting/command/program/commands.hpp"

#include <istream>
#include <ostream>
#include <utility>

#include "alerting/command/check_config.hpp"
#include "alerting/command/check_rules.hpp"
#include "alerting/command/doctor/doctor.hpp"
#include "alerting/command/line/help.hpp"
#include "alerting/command/line/options.hpp"
#include "alerting/command/program/history.hpp"
#include "alerting/command/program/run.hpp"
#include "alerting/command/query/query.hpp"
#include "alerting/command/test_rules.hpp"
#include "alerting/shell/run/load.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace silicon::command {
namespace {

int complain(std::ostream& err, const std::string& what, int code) {
  err << "silicon-alerter: " << what << "\n";
  return code;
}

int misuse(std::ostream& err, const std::string& what) {
  return complain(err, what + "; see silicon-alerter --help", 2);
}

int check_config_file(const AlerterCommandLine& line, std::ostream& out, std::ostream& err) {
  if (line.words.size() != 1) return misuse(err, "check config: one file");
  CheckConfigOptions options;
  options.file = line.words[0];
  options.print = line.has("print");
  return check_config(options, runtime::process_environment(), out, err);
}

int check_rule_files(const AlerterCommandLine& line, std::istream& in, std::ostream& out,
                     std::ostream& err) {
  CheckRulesOptions options;
  options.files = line.words;
  const std::string lint = line.value("lint").value_or("duplicate-rules");
  if (lint != "none" && lint != "duplicate-rules" && lint != "all") {
    return misuse(err, "--lint " + lint + ": none, duplicate-rules or all");
  }
  options.lint = lint == "none" ? Lint::none : Lint::duplicate_rules;
  options.lint_fatal = line.has("lint-fatal");
  options.ignore_unknown_fields = line.has("ignore-unknown-fields");
  return check_rules(options, in, out, err);
}

int test_rule_files(const AlerterCommandLine& line, std::ostream& out, std::ostream& err) {
  if (line.words.empty()) return misuse(err, "test rules: which files?");
  TestRulesOptions options;
  options.files = line.words;
  options.run = line.values("run");
  options.junit = line.value("junit").value_or("");
  options.coverage = line.has("coverage");
  options.ignore_unknown_fields = line.has("ignore-unknown-fields");
  options.debug = line.has("debug");
  options.diff = line.has("diff");
  const runtime::SystemClock clock;
  options.now = clock.now();
  options.stopwatch = [&clock] { return clock.steady(); };
  return test_rules(options, out, err);
}

int history(const AlerterCommandLine& line, std::ostream& out, std::ostream& err) {
  state::HistoryQuery query;
  query.rule = line.value("rule").value_or("");
  if (const auto text = line.value("limit")) {
    const auto limit = core::parse_unsigned(*text);
    if (!limit) return misuse(err, "--limit " + *text + ": a number");
    query.limit = *limit;
  }
  const auto loaded =
      shell::load(line.value("config.file").value_or(""), runtime::process_environment());
  if (!loaded) return complain(err, loaded.error().message(), 1);
  return show_history(line.value("state.path").value_or(loaded->config->state.path), query, out,
                      err);
}

}  // namespace

int silicon_alerter(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out,
                    std::ostream& err) {
  const core::Result<AlerterCommandLine> line = parse_command_line(arguments);
  if (!line) return complain(err, line.error().message(), 2);
  switch (line->command) {
    case AlerterCommand::help:
      out << alerter_help(line->words);
      return 0;
    case AlerterCommand::version:
      out << "silicon-alerter " << SILICON_VERSION << "\n";
      return 0;
    case AlerterCommand::check_config:
      return check_config_file(*line, out, err);
    case AlerterCommand::check_rules:
      return check_rule_files(*line, in, out, err);
    case AlerterCommand::test_rules:
      return test_rule_files(*line, out, err);
    case AlerterCommand::history:
      return history(*line, out, err);
    case AlerterCommand::query_instant:
    case AlerterCommand::query_range:
      return query(*line, runtime::process_environment(), runtime::SystemClock(), out, err);
    case AlerterCommand::doctor:
      return doctor(*line, runtime::process_environment(), runtime::SystemClock(), out, err);
    case AlerterCommand::run:
      break;
  }
  return run_alerter(*line, err);
}

}  // namespace silicon::command
