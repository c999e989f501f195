#include "alerting/config/rules/read_rules.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace silicon::config {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

std::string errors_of(const std::string& text) {
  const auto groups = read_rules(text, "r.yml");
  return groups ? "none" : groups.error().message();
}

// A file with one rule, given as a flow map.
std::string with_rule(const std::string& rule) {
  return "groups:\n- name: g\n  rules:\n  - " + rule + "\n";
}

TEST(ReadRules, ReadsEveryField) {
  const auto groups = read_rules(R"(
groups:
- name: cpu
  interval: 15s
  query_offset: 5s
  limit: 10
  labels: {team: core, severity: info}
  rules:
  - record: job:up:sum
    expr: sum  by(job)(up)
    labels: {level: job}
  - alert: Down
    expr: |
      up
        == 0
    for: 5m
    keep_firing_for: 10m
    on_missing: resolve
    labels: {severity: page}
    annotations: {summary: "{{ $labels.job }} is down", empty: ""}
)",
                                 "r.yml");
  ASSERT_TRUE(groups) << groups.error().message();
  const rules::Group& group = groups->at(0);
  EXPECT_EQ(group.file, "r.yml");
  EXPECT_EQ(group.name, "cpu");
  EXPECT_EQ(group.interval, seconds(15));
  EXPECT_EQ(group.query_offset, seconds(5));
  EXPECT_EQ(group.limit, 10U);
  ASSERT_EQ(group.rules.size(), 2U);
  const rules::Rule& record = group.rules[0];
  EXPECT_EQ(record.kind, rules::RuleKind::recording);
  EXPECT_EQ(record.expression_text, "sum by (job) (up)");
  EXPECT_EQ(record.labels,
            (core::Labels{{"level", "job"}, {"severity", "info"}, {"team", "core"}}));
  const rules::Rule& alert = group.rules[1];
  EXPECT_EQ(alert.kind, rules::RuleKind::alerting);
  EXPECT_EQ(alert.name, "Down");
  EXPECT_EQ(alert.hold_for, minutes(5));
  EXPECT_EQ(alert.keep_firing_for, minutes(10));
  EXPECT_EQ(alert.on_missing, rules::OnMissing::resolve);
  EXPECT_EQ(alert.labels, (core::Labels{{"severity", "page"}, {"team", "core"}}));
  EXPECT_EQ(alert.annotations.size(), 2U);
  EXPECT_EQ(alert.place.line, 12);
}

TEST(ReadRules, TakesDefaultsFromTheConfiguration) {
  RuleFileOptions options;
  options.interval = seconds(7);
  options.query_offset = seconds(3);
  const auto groups = read_rules("groups: [{name: g}]", "r.yml", options);
  ASSERT_TRUE(groups);
  EXPECT_EQ(groups->at(0).interval, seconds(7));
  EXPECT_EQ(groups->at(0).query_offset, seconds(3));
}

TEST(ReadRules, AcceptsAFileWithoutRules) {
  EXPECT_EQ(errors_of(""), "none");
  EXPECT_EQ(errors_of("groups:"), "none");
}

TEST(ReadRules, ReportsAllMistakesAtOnce) {
  EXPECT_EQ(errors_of("groups:\n"
                      "- name: g\n"
                      "  rules:\n"
                      "  - alert: A\n"
                      "    expr: up >\n"
                      "    lables: {a: b}\n"
                      "  - record: r\n"
                      "    expr: 'sum('\n"
                      "    for: 5m\n"
                      "- name: g\n"),
            "r.yml:5:15: group \"g\", rule 1, \"A\": could not parse expression: 1:5: parse error: "
            "unexpected end of input\n"
            "r.yml:6:5: groups[0].rules[0]: unknown key \"lables\"; did you mean \"labels\"?\n"
            "r.yml:8:16: group \"g\", rule 2, \"r\": could not parse expression: 1:5: parse error: "
            "unclosed left parenthesis\n"
            "r.yml:9:10: group \"g\", rule 2, \"r\": invalid field 'for' in recording rule\n"
            "r.yml:10:3: groupname: \"g\" is repeated in the same file");
}

struct Mistake {
  const char* rule;
  const char* message;
};

TEST(ReadRules, RefusesWhatPrometheusRefuses) {
  for (const Mistake& mistake : {
           Mistake{"{expr: up}", "one of 'record' or 'alert' must be set"},
           {"{alert: a, record: b, expr: up}", "only one of 'record' and 'alert' must be set"},
           {"{alert: a}", "field 'expr' must be set in rule"},
           {"{alert: a, expr: ''}", "field 'expr' must be set in rule"},
           {"{record: 'a{b=\"c\"}', expr: up}", "braces present in the recording rule name"},
           {"{record: a, expr: up, annotations: {a: b}}", "invalid field 'annotations'"},
           {"{record: a, expr: up, keep_firing_for: 1m}", "invalid field 'keep_firing_for'"},
           {"{record: a, expr: up, on_missing: keep}", "invalid field 'on_missing'"},
           {"{alert: a, expr: up, labels: {__name__: x}}", "invalid label name: __name__"},
           {"{alert: a, expr: up, labels: {x: '{{ $none }}'}}",
            "label \"x\": template: __alert_a:1: undefined variable \"$none\""},
           {"{alert: a, expr: up, annotations: {x: '{{ if }}'}}",
            "annotation \"x\": template: __alert_a:1: missing value for if"},
           {"{alert: a, expr: up, for: 5 minutes}", "for: \"5 minutes\" is not a duration"},
           {"{alert: a, expr: up, on_missing: maybe}", "on_missing"},
           {"{alert: a, expr: [up]}", "expr: must be text"},
           {"{alert: a, expr: rate(up)}", "expected type range vector"},
       }) {
    const std::string errors = errors_of(with_rule(mistake.rule));
    EXPECT_NE(errors.find(mistake.message), std::string::npos)
        << mistake.rule << " gives " << errors;
    EXPECT_EQ(errors.substr(0, 8), "r.yml:4:") << errors;
  }
}

TEST(ReadRules, RefusesGroupsWithoutANameOrWithBadFields) {
  EXPECT_NE(errors_of("groups: [{rules: []}]").find("Groupname must not be empty"),
            std::string::npos);
  EXPECT_NE(errors_of("groups: [{name: g, interval: 0s}]").find("interval"), std::string::npos);
  EXPECT_NE(errors_of("groups: [{name: g, labels: {__name__: x}}]").find("invalid label name"),
            std::string::npos);
  EXPECT_NE(errors_of("group: []").find("did you mean \"groups\"?"), std::string::npos);
  EXPECT_NE(errors_of("- a\n- b\n").find("r.yml:1:1"), std::string::npos);
}

TEST(ReadRules, UnderstandsAnchors) {
  EXPECT_EQ(errors_of("groups:\n- name: g\n  rules:\n"
                      "  - &a {alert: a, expr: up, labels: &l {x: y}}\n"
                      "  - {alert: b, expr: up, labels: *l}\n"),
            "none");
}

TEST(RepeatedRules, AreThoseOfOneNameAndOneSetOfLabels) {
  const auto groups = read_rules(
      "groups:\n"
      "- name: g\n  rules:\n"
      "  - {record: a, expr: up}\n"
      "  - {record: a, expr: up, labels: {x: y}}\n"
      "- name: h\n  rules:\n"
      "  - {record: a, expr: up}\n",
      "r.yml");
  ASSERT_TRUE(groups);
  const auto repeated = repeated_rules(*groups);
  ASSERT_EQ(repeated.size(), 1U);
  EXPECT_EQ(repeated[0]->place.line, 8);
}

// Rule files of Prometheus's own, where they are at hand.
TEST(ReadRules, TakesAndRefusesPrometheussOwnFiles) {
  const std::filesystem::path folder =
      std::filesystem::path(SILICON_SOURCE_DIR) / "../shared/data/promql/prometheus-v3.5.3";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not here";
  const auto read = [&](const std::string& name) {
    std::ifstream file(folder / name);
    EXPECT_TRUE(file) << name;
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const auto groups = read_rules(text, name);
    return groups ? "taken" : groups.error().message();
  };
  const std::string promtool = "cmd/promtool/testdata/";
  for (const char* name :
       {"at-modifier.yml", "negative-offset.yml", "prometheus-rules.lint.yml", "rules.yml",
        "rules_duplicates.yml", "rules_large.yml", "bad-rules-error.yml"}) {
    EXPECT_EQ(read(promtool + name), "taken") << name;
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder / "rules/fixtures")) {
    const std::string name = "rules/fixtures/" + entry.path().filename().string();
    EXPECT_EQ(read(name) == "taken", name != "rules/fixtures/invalid_rules.yaml") << name;
  }
  EXPECT_NE(read(promtool + "rules-bad.yml").find("annotation \"summary\": template"),
            std::string::npos);
  EXPECT_NE(read(promtool + "bad-rules-syntax.yml").find("could not parse expression"),
            std::string::npos);
  EXPECT_NE(read(promtool + "rules_extrafields.yml").find("unknown key"), std::string::npos);
}

}  // namespace
}  // namespace silicon::config
