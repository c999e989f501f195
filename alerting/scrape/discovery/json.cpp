#include "alerting/scrape/discovery/json.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

#include "exporter/core/text.hpp"

namespace silicon::scrape {
namespace {

using Json = nlohmann::json;

// The text alone, without the library's name and number of the error.
core::Error syntax_error(const Json::parse_error& error) {
  return core::invalid("not JSON, from byte " + std::to_string(error.byte) + " on");
}

core::Result<std::vector<std::string>> addresses_of(const Json& targets) {
  std::vector<std::string> addresses;
  if (targets.is_null()) return addresses;
  if (!targets.is_array()) return core::invalid("targets must be a list");
  for (const Json& target : targets) {
    if (!target.is_string()) return core::invalid("targets must be texts");
    addresses.push_back(target.get<std::string>());
  }
  return addresses;
}

core::Result<core::Labels> labels_of(const Json& map) {
  if (map.is_null()) return core::Labels();
  if (!map.is_object()) return core::invalid("labels must be a map");
  std::vector<core::Label> labels;
  for (const auto& [name, value] : map.items()) {
    if (name.empty()) return core::invalid("a label's name is empty");
    if (!value.is_string()) return core::invalid("label " + core::excerpt(name) + " must be text");
    labels.push_back({name, value.get<std::string>()});
  }
  return core::Labels(labels);
}

core::Result<TargetGroup> group_of(const Json& map) {
  if (!map.is_object()) return core::invalid("must be a map with targets and labels");
  TargetGroup group;
  for (const auto& [key, value] : map.items()) {
    if (key == "targets") {
      auto addresses = addresses_of(value);
      if (!addresses) return std::move(addresses).error();
      group.addresses = *std::move(addresses);
    } else if (key == "labels") {
      auto labels = labels_of(value);
      if (!labels) return std::move(labels).error();
      group.labels = *std::move(labels);
    } else {
      return core::invalid("unknown key " + core::excerpt(key));
    }
  }
  return group;
}

}  // namespace

core::Result<TargetGroups> parse_target_groups(std::string_view json) {
  Json list;
  try {
    list = Json::parse(json);
  } catch (const Json::parse_error& error) {
    return syntax_error(error);
  } catch (const Json::out_of_range&) {
    return core::invalid("a number is too large");  // 1e999
  }
  if (!list.is_array()) return core::invalid("must be a list of maps with targets and labels");
  TargetGroups groups;
  for (const Json& map : list) {
    auto group = group_of(map);
    if (!group) {
      return std::move(group).error().within("group " + std::to_string(groups.size() + 1));
    }
    groups.push_back(*std::move(group));
  }
  return groups;
}

}  // namespace silicon::scrape
