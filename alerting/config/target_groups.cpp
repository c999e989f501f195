#include "alerting/config/target_groups.hpp"

#include <utility>

#include "alerting/config/parts/discovery.hpp"
#include "alerting/scrape/discovery/json.hpp"
#include "exporter/runtime/yaml/parse.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::config {
namespace {

constexpr runtime::YamlLimits kLimits{std::size_t{16} << 20, 1'000'000, 16};

core::Result<scrape::TargetGroups> parse_yaml(std::string_view text, const std::string& file) {
  const auto tree = runtime::parse_yaml(text, file, kLimits);
  if (!tree) return tree.error();
  runtime::YamlErrors errors(file);
  if (tree->kind != runtime::YamlNode::Kind::sequence &&
      tree->kind != runtime::YamlNode::Kind::null) {
    errors.add(tree->mark, "", "must be a list of maps with targets and labels");
  }
  scrape::TargetGroups groups;
  for (const runtime::YamlNode& item : tree->items) {
    scrape::TargetGroup group;
    runtime::YamlMap map(item, errors);
    read_target_group(map, group);
    map.reject_unknown_keys();
    groups.push_back(std::move(group));
  }
  if (!errors.empty()) return errors.error();
  return groups;
}

}  // namespace

core::Result<scrape::TargetGroups> parse_target_file(std::string_view text,
                                                     const std::string& file) {
  auto groups = [&]() -> core::Result<scrape::TargetGroups> {
    if (!file.ends_with(".json")) return parse_yaml(text, file);
    auto parsed = scrape::parse_target_groups(text);
    if (!parsed) return std::move(parsed).error().within(file);
    return parsed;
  }();
  if (!groups) return groups;
  for (scrape::TargetGroup& group : *groups) {
    group.labels = group.labels.with("__meta_filepath", file);
  }
  return groups;
}

}  // namespace silicon::config
