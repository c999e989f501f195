#include "alerting/routing/muting/inhibition.hpp"

#include <utility>

namespace silicon::routing {
namespace {

// The values behind their lengths: no two lists of values have one text.
std::string values_of(const std::vector<std::string>& names, const core::Labels& labels) {
  std::string out;
  for (const std::string& name : names) {
    const std::string_view value = labels.get(name);
    out += std::to_string(value.size()) + ":";
    out += value;
  }
  return out;
}

}  // namespace

Inhibitor::Inhibitor(std::vector<InhibitRule> rules)
    : rules_(std::move(rules)), sources_(rules_.size()) {}

void Inhibitor::fires(const core::Labels& labels) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (!matches(rules_[i].source, labels)) continue;
    sources_[i].by_values[values_of(rules_[i].equal, labels)][labels] =
        matches(rules_[i].target, labels);
  }
}

void Inhibitor::ends(const core::Labels& labels) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    auto& by_values = sources_[i].by_values;
    const auto found = by_values.find(values_of(rules_[i].equal, labels));
    if (found == by_values.end()) continue;
    found->second.erase(labels);
    if (found->second.empty()) by_values.erase(found);
  }
}

std::optional<Inhibition> Inhibitor::find(const core::Labels& target) const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const auto& by_values = sources_[i].by_values;
    if (by_values.empty() || !matches(rules_[i].target, target)) continue;
    const auto found = by_values.find(values_of(rules_[i].equal, target));
    if (found == by_values.end()) continue;
    const bool is_source = matches(rules_[i].source, target);
    for (const auto& [source, is_target] : found->second) {
      if (!(is_source && is_target)) return Inhibition{i, source};
    }
  }
  return std::nullopt;
}

}  // namespace silicon::routing
