#include "alerting/routing/muting/inhibition.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace silicon::routing {
namespace {

std::size_t hash_of_values(const std::vector<std::string>& names, const core::Labels& labels) {
  std::size_t hash = 0;
  for (const std::string& name : names) {
    hash = hash * 1'099'511'628'211U + std::hash<std::string_view>()(labels.get(name));
  }
  return hash;
}

bool have_equal_values(const std::vector<std::string>& names, const core::Labels& a,
                       const core::Labels& b) {
  return std::all_of(names.begin(), names.end(),
                     [&](const std::string& name) { return a.get(name) == b.get(name); });
}

}  // namespace

Inhibitor::Inhibitor(std::vector<InhibitRule> rules)
    : rules_(std::move(rules)), sources_(rules_.size()) {}

void Inhibitor::fires(const core::Labels& labels) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (!matches(rules_[i].source, labels)) continue;
    sources_[i].by_values[hash_of_values(rules_[i].equal, labels)][labels] =
        matches(rules_[i].target, labels);
  }
}

void Inhibitor::ends(const core::Labels& labels) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    auto& by_values = sources_[i].by_values;
    const auto found = by_values.find(hash_of_values(rules_[i].equal, labels));
    if (found == by_values.end()) continue;
    found->second.erase(labels);
    if (found->second.empty()) by_values.erase(found);
  }
}

std::optional<Inhibition> Inhibitor::find(const core::Labels& target) const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const auto& by_values = sources_[i].by_values;
    if (by_values.empty() || !matches(rules_[i].target, target)) continue;
    const auto found = by_values.find(hash_of_values(rules_[i].equal, target));
    if (found == by_values.end()) continue;
    const bool is_source = matches(rules_[i].source, target);
    for (const auto& [source, is_target] : found->second) {
      if (is_source && is_target) continue;
      if (have_equal_values(rules_[i].equal, source, target)) return Inhibition{i, source};
    }
  }
  return std::nullopt;
}

}  // namespace silicon::routing
