#include "alerting/config/rules/known_fields.hpp"

#include <vector>

namespace silicon::config {
namespace {

using runtime::YamlNode;

KnownFields plain(const std::vector<std::string>& names) {
  KnownFields known;
  for (const std::string& name : names) known.fields[name];
  return known;
}

KnownFields make_rule_file_fields() {
  KnownFields group = plain({"name", "interval", "query_offset", "limit", "labels"});
  group.fields["rules"] = plain(
      {"record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations", "on_missing"});
  KnownFields root;
  root.fields["groups"] = std::move(group);
  return root;
}

KnownFields make_unit_test_fields() {
  KnownFields alert = plain({"eval_time", "alertname"});
  alert.fields["exp_alerts"] = plain({"exp_labels", "exp_annotations"});
  KnownFields expression = plain({"expr", "eval_time"});
  expression.fields["exp_samples"] = plain({"labels", "value", "histogram"});
  KnownFields test =
      plain({"interval", "name", "external_labels", "external_url", "start_timestamp"});
  test.fields["input_series"] = plain({"series", "values"});
  test.fields["alert_rule_test"] = std::move(alert);
  test.fields["promql_expr_test"] = std::move(expression);
  KnownFields root = plain({"rule_files", "evaluation_interval", "group_eval_order",
                            "fuzzy_compare", "alertmanager_config"});
  root.fields["tests"] = std::move(test);
  // Labels have names of their own.
  root.fields["route_tests"] = plain({"name", "labels", "receivers"});
  return root;
}

}  // namespace

const KnownFields& rule_file_fields() {
  static const KnownFields fields = make_rule_file_fields();
  return fields;
}

const KnownFields& unit_test_fields() {
  static const KnownFields fields = make_unit_test_fields();
  return fields;
}

void drop_unknown_fields(YamlNode& node, const KnownFields& known) {
  if (known.fields.empty()) return;
  std::erase_if(node.entries,
                [&](const YamlNode::Entry& entry) { return known.fields.count(entry.key) == 0; });
  for (YamlNode::Entry& entry : node.entries) {
    drop_unknown_fields(entry.value, known.fields.at(entry.key));
  }
  for (YamlNode& item : node.items) drop_unknown_fields(item, known);
}

}  // namespace silicon::config
