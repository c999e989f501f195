#include "alerting/config/rules/read_unit_tests.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "alerting/config/rules/known_fields.hpp"
#include "alerting/promql/parse/literals.hpp"
#include "exporter/core/calendar/timestamp.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/runtime/yaml/parse.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::config {
namespace {

using runtime::YamlErrors;
using runtime::YamlMap;

constexpr runtime::YamlLimits kUnitTestLimits{std::size_t{16} << 20, 2'000'000, 64};

constexpr auto kFromZero =
    runtime::YamlRange<core::Duration>{core::Duration::zero(), core::Duration::max()};

core::Labels read_labels(YamlMap& map, std::string_view key) {
  std::map<std::string, std::string> labels;
  map.read(key, labels);
  std::vector<core::LabelView> list;
  for (const auto& [name, value] : labels) list.push_back({name, value});
  return core::Labels(list);
}

// A float as YAML and Go write it: 1, 1e3, 0x10, .inf, -.Inf, .nan.
core::Result<double> number(std::string_view text) {
  const bool negative = text.starts_with('-');
  std::string_view magnitude = text.substr(negative || text.starts_with('+') ? 1 : 0);
  if (magnitude.starts_with('.') && magnitude.size() == 4) magnitude.remove_prefix(1);
  const auto value = promql::number_value(magnitude);
  if (value) return negative ? -*value : *value;
  return core::Error("must be a number, not \"" + std::string(text) + "\"",
                     core::ErrorKind::invalid);
}

// Seconds since 1970, or an RFC 3339 time.
core::Result<core::Instant> start_time(std::string_view text) {
  if (const auto seconds = core::parse_double(text)) {
    if (*seconds > -1e11 && *seconds < 1e11) {
      return core::Instant(core::Duration(static_cast<core::Duration::rep>(*seconds * 1000)));
    }
  }
  if (const auto time = core::parse_timestamp(text)) return *time;
  return core::Error("must be seconds since 1970 or a time like 2006-01-02T15:04:05Z, not \"" +
                         std::string(text) + "\"",
                     core::ErrorKind::invalid);
}

rules::AlertTest read_alert_test(YamlMap& map) {
  rules::AlertTest test;
  map.read("eval_time", test.eval_time, kFromZero);
  map.read("alertname", test.alert_name);
  map.read_each("exp_alerts", [&](YamlMap& entry) {
    rules::ExpectedAlert alert;
    alert.labels = read_labels(entry, "exp_labels");
    std::map<std::string, std::string> annotations;
    entry.read("exp_annotations", annotations);
    std::vector<core::Label> list;
    for (const auto& [name, value] : annotations) list.push_back({name, value});
    alert.annotations = alert::Annotations(list);
    test.alerts.push_back(std::move(alert));
  });
  return test;
}

rules::ExpressionTest read_expression_test(YamlMap& map) {
  rules::ExpressionTest test;
  map.read("expr", test.expression);
  map.read("eval_time", test.eval_time, kFromZero);
  map.read_each("exp_samples", [&](YamlMap& entry) {
    rules::ExpectedSample sample;
    entry.read("labels", sample.labels);
    entry.read_with("value", sample.value, number);
    entry.read("histogram", sample.histogram);
    test.samples.push_back(std::move(sample));
  });
  return test;
}

rules::TestGroup read_test(YamlMap& map, core::Duration evaluation_interval) {
  rules::TestGroup test;
  test.interval = evaluation_interval;
  core::Duration interval{0};
  map.read("interval", interval, kFromZero);
  if (interval > core::Duration::zero()) test.interval = interval;
  map.read("name", test.name);
  map.read_with("start_timestamp", test.start, start_time);
  map.read_each("input_series", [&](YamlMap& entry) {
    rules::InputLine line;
    entry.read("series", line.series);
    entry.read("values", line.values);
    test.input.push_back(std::move(line));
  });
  map.read_each("alert_rule_test",
                [&](YamlMap& entry) { test.alerts.push_back(read_alert_test(entry)); });
  map.read_each("promql_expr_test",
                [&](YamlMap& entry) { test.expressions.push_back(read_expression_test(entry)); });
  test.external_labels = read_labels(map, "external_labels");
  map.read("external_url", test.external_url);
  return test;
}

void read_route_tests(YamlMap& root, rules::UnitTests& tests) {
  root.read("alertmanager_config", tests.routes_file);
  root.read_each("route_tests", [&](YamlMap& map) {
    rules::RouteTest test;
    map.read("name", test.name);
    test.labels = read_labels(map, "labels");
    map.read("receivers", test.receivers);
    if (test.receivers.empty()) map.fail("", "receivers: who is expected to be told?");
    tests.route_tests.push_back(std::move(test));
  });
  if (!tests.route_tests.empty() && tests.routes_file.empty()) {
    root.fail("route_tests", "alertmanager_config must name the file with the routes");
  }
}

}  // namespace

core::Result<rules::UnitTests> read_unit_tests(std::string_view text, const std::string& file,
                                               bool ignore_unknown_fields) {
  auto tree = runtime::parse_yaml(text, file, kUnitTestLimits);
  if (!tree) return std::move(tree).error();
  if (ignore_unknown_fields) drop_unknown_fields(*tree, unit_test_fields());
  YamlErrors errors(file);
  YamlMap root(*tree, errors);
  rules::UnitTests tests;
  root.read("rule_files", tests.rule_files);
  core::Duration interval{0};
  root.read("evaluation_interval", interval, kFromZero);
  if (interval > core::Duration::zero()) tests.evaluation_interval = interval;
  root.read("group_eval_order", tests.group_order);
  const std::set<std::string> names(tests.group_order.begin(), tests.group_order.end());
  if (names.size() != tests.group_order.size()) {
    root.fail("group_eval_order", "group name repeated in evaluation order");
  }
  root.read("fuzzy_compare", tests.fuzzy_compare);
  root.read_each("tests", [&](YamlMap& map) {
    tests.tests.push_back(read_test(map, tests.evaluation_interval));
  });
  read_route_tests(root, tests);
  root.reject_unknown_keys();
  if (!errors.empty()) return errors.error();
  return tests;
}

}  // namespace silicon::config
