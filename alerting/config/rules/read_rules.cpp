#include "alerting/config/rules/read_rules.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "alerting/config/rules/known_fields.hpp"
#include "alerting/config/rules/rule_reader.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/runtime/yaml/parse.hpp"

namespace silicon::config {
namespace {

using runtime::YamlErrors;
using runtime::YamlMap;
using runtime::YamlNode;

// Ten thousand rules with all their annotations, several times over.
constexpr runtime::YamlLimits kRuleLimits{std::size_t{32} << 20, 4'000'000, 64};

class FileReader {
 public:
  FileReader(std::string_view text, const std::string& file, const RuleFileOptions& options)
      : text_(text), options_(options), errors_(file) {}

  core::Result<std::vector<rules::Group>> read(const YamlNode& tree) {
    YamlMap root(tree, errors_);
    const YamlNode* list = tree.find("groups");
    std::size_t index = 0;
    root.read_each("groups", [&](YamlMap& map) { read_group(map, list->items[index++]); });
    root.reject_unknown_keys();
    if (!errors_.empty()) return errors_.error();
    return std::move(groups_);
  }

 private:
  void read_group(YamlMap& map, const YamlNode& node) {
    rules::Group group;
    group.file = errors_.file();
    group.interval = options_.interval;
    group.query_offset = options_.query_offset;
    group.place = {node.mark.line, node.mark.column};
    read_name(map, node, group);
    map.read("interval", group.interval);
    map.read("query_offset", group.query_offset, {core::Duration::zero(), core::Duration::max()});
    map.read("limit", group.limit);
    read_labels(map, node, group);
    const YamlNode* list = node.find("rules");
    std::size_t index = 0;
    map.read_each("rules", [&](YamlMap& rule) {
      const YamlNode& rule_node = list->items[index++];
      read_rule(rule, rule_node, index, group);
    });
    groups_.push_back(std::move(group));
  }

  void read_name(YamlMap& map, const YamlNode& node, rules::Group& group) {
    map.read("name", group.name);
    if (group.name.empty()) return errors_.add(node.mark, "", "Groupname must not be empty");
    if (!names_.insert(group.name).second) {
      errors_.add(node.mark, "",
                  "groupname: " + promql::quoted(group.name) + " is repeated in the same file");
    }
  }

  void read_labels(YamlMap& map, const YamlNode& node, rules::Group& group) {
    std::map<std::string, std::string> labels;
    if (!map.read("labels", labels)) return;
    std::vector<core::LabelView> list;
    for (const YamlNode::Entry& entry : node.find("labels")->entries) {
      if (const auto problem = label_problem(entry.key, entry.value.text)) {
        errors_.add(entry.mark, "group " + promql::quoted(group.name), *problem);
      }
      list.push_back({entry.key, entry.value.text});
    }
    group.labels = core::Labels(list);
  }

  void read_rule(YamlMap& map, const YamlNode& node, std::size_t number, rules::Group& group) {
    const std::string where =
        "group " + promql::quoted(group.name) + ", rule " + std::to_string(number);
    auto rule = RuleReader(map, node, where, text_, options_, errors_).read(group.labels);
    if (rule) group.rules.push_back(*std::move(rule));
  }

  std::string_view text_;
  const RuleFileOptions& options_;
  YamlErrors errors_;
  std::set<std::string> names_;
  std::vector<rules::Group> groups_;
};

}  // namespace

core::Result<std::vector<rules::Group>> read_rules(std::string_view text, const std::string& file,
                                                   const RuleFileOptions& options) {
  auto tree = runtime::parse_yaml(text, file, kRuleLimits);
  if (!tree) return std::move(tree).error();
  if (options.ignore_unknown_fields) drop_unknown_fields(*tree, rule_file_fields());
  return FileReader(text, file, options).read(*tree);
}

std::vector<const rules::Rule*> repeated_rules(const std::vector<rules::Group>& groups) {
  std::set<std::pair<std::string, core::Labels>> seen;
  std::vector<const rules::Rule*> repeated;
  for (const rules::Group& group : groups) {
    for (const rules::Rule& rule : group.rules) {
      if (!seen.insert({rule.name, rule.labels}).second) repeated.push_back(&rule);
    }
  }
  return repeated;
}

}  // namespace silicon::config
