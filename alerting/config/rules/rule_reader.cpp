#include "alerting/config/rules/rule_reader.hpp"

#include <algorithm>

#include "alerting/config/rules/place.hpp"
#include "alerting/promql/check/check.hpp"
#include "alerting/promql/syntax/print.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/template/alert_template.hpp"
#include "exporter/core/text.hpp"

namespace silicon::config {
namespace {

using runtime::YamlNode;

constexpr auto kAnyLength =
    runtime::YamlRange<core::Duration>{core::Duration::zero(), core::Duration::max()};

}  // namespace

std::optional<std::string> label_problem(const std::string& name, const std::string& value) {
  if (name.empty() || name == "__name__" || !core::is_utf8(name)) {
    return "invalid label name: " + name;
  }
  if (!core::is_utf8(value)) return "invalid label value: " + value;
  return std::nullopt;
}

std::optional<rules::Rule> RuleReader::read(const core::Labels& group_labels) {
  rules::Rule rule;
  rule.place = {node_.mark.line, node_.mark.column};
  read_name(rule);
  read_expression(rule);
  rule.labels = read_labels(rule, group_labels);
  if (rule.kind == rules::RuleKind::alerting) {
    read_alerting(rule);
  } else {
    for (const char* key : {"for", "keep_firing_for", "annotations", "on_missing"}) {
      refuse_of_recording(key);
    }
  }
  if (!sound_) return std::nullopt;
  return rule;
}

void RuleReader::fail_at(runtime::YamlMark mark, std::string_view problem) {
  sound_ = false;
  errors_.add(mark, where_, problem);
}

void RuleReader::fail(std::string_view key, std::string_view problem) {
  const YamlNode* value = node_.find(key);
  fail_at(value == nullptr ? node_.mark : value->mark, problem);
}

void RuleReader::read_name(rules::Rule& rule) {
  std::string record;
  std::string alert;
  map_.read("record", record);
  map_.read("alert", alert);
  rule.kind = record.empty() ? rules::RuleKind::alerting : rules::RuleKind::recording;
  rule.name = record.empty() ? alert : record;
  where_ += ", " + promql::quoted(rule.name);
  if (!record.empty() && !alert.empty()) {
    return fail("alert", "only one of 'record' and 'alert' must be set");
  }
  if (rule.name.empty()) return fail("", "one of 'record' or 'alert' must be set");
  if (record.find_first_of("{}") != std::string::npos) {
    fail("record", "braces present in the recording rule name; should it be in expr?: " + record);
  } else if (!core::is_utf8(rule.name)) {
    fail("record", "invalid recording rule name: " + rule.name);
  }
}

void RuleReader::read_expression(rules::Rule& rule) {
  std::string text;
  map_.read("expr", text);
  const YamlNode* node = node_.find("expr");
  if (node == nullptr || (node->kind != YamlNode::Kind::map &&
                          node->kind != YamlNode::Kind::sequence && text.empty())) {
    return fail("expr", "field 'expr' must be set in rule");
  }
  if (node->kind != YamlNode::Kind::scalar) {
    sound_ = false;  // read() has said so
    return;
  }
  auto expression = promql::parse_query(text, options_.language);
  if (expression) {
    rule.expression_text = promql::print(**expression);
    rule.expression = *std::move(expression);
    return;
  }
  const std::string& problem = expression.error().message();
  fail_at(place_inside(*node, place_in_message(problem), file_text_),
          "could not parse expression: " + problem);
}

core::Labels RuleReader::read_labels(const rules::Rule& rule, const core::Labels& group_labels) {
  std::vector<core::LabelView> labels(group_labels.begin(), group_labels.end());
  std::map<std::string, std::string> own;
  map_.read("labels", own);
  const YamlNode* node = node_.find("labels");
  if (node == nullptr) return group_labels;
  for (const YamlNode::Entry& entry : node->entries) {
    if (const auto problem = label_problem(entry.key, entry.value.text)) {
      fail_at(entry.mark, *problem);
    }
    if (rule.kind == rules::RuleKind::alerting) check_template("label", entry, rule.name);
    labels.push_back({entry.key, entry.value.text});
  }
  return core::Labels(labels);
}

void RuleReader::read_alerting(rules::Rule& rule) {
  map_.read("for", rule.hold_for, kAnyLength);
  map_.read("keep_firing_for", rule.keep_firing_for, kAnyLength);
  rules::OnMissing on_missing = rules::OnMissing::hold;
  if (map_.read_choice(
          "on_missing", on_missing,
          {{"keep", rules::OnMissing::hold}, {"resolve", rules::OnMissing::resolve}})) {
    rule.on_missing = on_missing;
  }
  std::map<std::string, std::string> annotations;
  map_.read("annotations", annotations);
  for (const auto& [name, value] : annotations) rule.annotations.push_back({name, value});
  const YamlNode* node = node_.find("annotations");
  if (node == nullptr) return;
  for (const YamlNode::Entry& entry : node->entries) {
    if (entry.key.empty() || !core::is_utf8(entry.key)) {
      fail_at(entry.mark, "invalid annotation name: " + entry.key);
    }
    check_template("annotation", entry, rule.name);
  }
}

void RuleReader::check_template(std::string_view kind, const YamlNode::Entry& entry,
                                const std::string& alert) {
  const auto status = templates::check_alert_text(entry.value.text, alert);
  if (status) return;
  fail_at(entry.value.mark,
          std::string(kind) + " " + promql::quoted(entry.key) + ": " + status.error().message());
}

void RuleReader::refuse_of_recording(std::string_view key) {
  if (map_.has(key)) {
    fail(key, "invalid field '" + std::string(key) + "' in recording rule");
  }
}

}  // namespace silicon::config
