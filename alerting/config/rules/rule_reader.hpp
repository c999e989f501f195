// Reads one rule, and collects what is wrong with it.
// One thread at a time. Tested by tests/alerting/config/rules/read_rules_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "alerting/config/rules/read_rules.hpp"
#include "alerting/rules/rule.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::config {

class RuleReader {
 public:
  // `where` is `group "g", rule 2`, and the text is the whole file's.
  RuleReader(runtime::YamlMap& map, const runtime::YamlNode& node, std::string where,
             std::string_view file_text, const RuleFileOptions& options,
             runtime::YamlErrors& errors)
      : map_(map),
        node_(node),
        where_(std::move(where)),
        file_text_(file_text),
        options_(options),
        errors_(errors) {}

  // nullopt where a mistake was reported.
  std::optional<rules::Rule> read(const core::Labels& group_labels);

 private:
  void read_name(rules::Rule& rule);
  void read_expression(rules::Rule& rule);
  void read_alerting(rules::Rule& rule);
  void refuse_of_recording(std::string_view key);
  void check_template(std::string_view kind, const runtime::YamlNode::Entry& entry,
                      const std::string& alert);
  core::Labels read_labels(const rules::Rule& rule, const core::Labels& group_labels);
  // At the key's value, or where the rule begins.
  void fail(std::string_view key, std::string_view problem);
  void fail_at(runtime::YamlMark mark, std::string_view problem);

  runtime::YamlMap& map_;
  const runtime::YamlNode& node_;
  std::string where_;
  std::string_view file_text_;
  const RuleFileOptions& options_;
  runtime::YamlErrors& errors_;
  bool sound_ = true;
};

// Whether a label may be called so in a rule; the problem otherwise.
std::optional<std::string> label_problem(const std::string& name, const std::string& value);

}  // namespace silicon::config
