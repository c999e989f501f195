#include "alerting/command/program/commands.hpp"

#include <istream>
#include <ostream>
#include <utility>

#include "alerting/command/alerts/hand.hpp"
#include "alerting/command/alerts/named.hpp"
#include "alerting/command/alerts/silence.hpp"
#include "alerting/command/check_config.hpp"
#include "alerting/command/check_rules.hpp"
#include "alerting/command/doctor/doctor.hpp"
#include "alerting/command/line/features.hpp"
#include "alerting/command/line/help.hpp"
#include "alerting/command/line/options.hpp"
#include "alerting/command/notify_test/notify_test.hpp"
#include "alerting/command/program/history.hpp"
#include "alerting/command/program/run.hpp"
#include "alerting/command/query/query.hpp"
#include "alerting/command/routes/routes.hpp"
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
  options.language = line.language;
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
  options.language = line.language;
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
  options.language = line.language;
  const runtime::SystemClock clock;
  options.now = clock.now();
  options.stopwatch = [&clock] { return clock.steady(); };
  return test_rules(options, out, err);
}

int history(const AlerterCommandLine& line, std::ostream& out, std::ostream& err) {
  std::size_t limit = state::HistoryQuery().limit;
  if (const auto text = line.value("limit")) {
    const auto number = core::parse_unsigned(*text);
    if (!number) return misuse(err, "--limit " + *text + ": a number");
    limit = *number;
  }
  const auto loaded = shell::load(line.value("config.file").value_or(""),
                                  runtime::process_environment(), whole_language());
  if (!loaded) return complain(err, loaded.error().message(), 1);
  const std::string directory = line.value("state.path").value_or(loaded->config->state.path);
  if (line.has("deliveries")) {
    state::AttemptQuery query;
    query.receiver = line.value("receiver").value_or("");
    query.limit = limit;
    return show_deliveries(directory, query, out, err);
  }
  state::HistoryQuery query;
  query.rule = line.value("rule").value_or("");
  query.limit = limit;
  return show_history(directory, query, out, err);
}

int routes(const AlerterCommandLine& line, std::ostream& out, std::ostream& err) {
  RoutesOptions options;
  options.file = line.value("config.file").value_or("");
  if (options.file.empty()) return misuse(err, "routes: --config.file: which?");
  options.labels = line.words;
  options.verify = line.value("verify.receivers");
  const auto function = line.command == AlerterCommand::routes_show ? show_routes : test_routes;
  return function(options, runtime::process_environment(), out, err);
}

int test_notifications(const AlerterCommandLine& line, std::ostream& out, std::ostream& err) {
  NotifyTestOptions options;
  options.file = line.value("config.file").value_or("");
  options.receiver = line.value("receiver").value_or("");
  if (options.file.empty()) return misuse(err, "notify test: --config.file: which?");
  if (options.receiver.empty()) return misuse(err, "notify test: --receiver: which?");
  auto labels = labels_of(line.values("labels"));
  if (!labels) return misuse(err, "--labels " + labels.error().message());
  options.labels = *std::move(labels);
  return notify_test(options, runtime::process_environment(), runtime::SystemClock(), out, err);
}

// Those that ask a running alerter.
int ask(const AlerterCommandLine& line, std::ostream& out, std::ostream& err) {
  const runtime::SystemClock clock;
  const runtime::Environment environment = runtime::process_environment();
  const Console console{environment, clock, out, err};
  switch (line.command) {
    case AlerterCommand::silence_add:
      return add_silence(line, console);
    case AlerterCommand::silence_list:
      return list_silences(line, console);
    case AlerterCommand::silence_expire:
      return expire_silences(line, console);
    case AlerterCommand::acknowledge:
      return acknowledge(line, console);
    case AlerterCommand::explain:
      return explain(line, console);
    case AlerterCommand::outbox_list:
      return list_outbox(line, console);
    default:
      return send_again(line, console);
  }
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
    case AlerterCommand::routes_show:
    case AlerterCommand::routes_test:
      return routes(*line, out, err);
    case AlerterCommand::notify_test:
      return test_notifications(*line, out, err);
    case AlerterCommand::run:
      return run_alerter(*line, err);
    default:
      return ask(*line, out, err);
  }
}

}  // namespace silicon::command
