// Inhibition: alerts that are kept quiet while another one fires. Keeps, for each rule, the firing
// alerts that can inhibit, by the values that must be equal, so that a question costs no walk over
// all alerts. One thread at a time. Source: prometheus/alertmanager 0.28, inhibit/inhibit.go.
// Tested by tests/alerting/routing/muting/inhibition_test.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "alerting/routing/matching/matcher.hpp"
#include "exporter/core/labels.hpp"

namespace silicon::routing {

struct InhibitRule {
  std::string name;  // "": none
  Matchers source;
  Matchers target;
  std::vector<std::string> equal;  // labels; one that neither alert has is equal
};

struct Inhibition {
  std::size_t rule = 0;  // from 0, in the order written
  core::Labels source;   // the alert that inhibits
};

class Inhibitor {
 public:
  Inhibitor() = default;
  explicit Inhibitor(std::vector<InhibitRule> rules);

  const std::vector<InhibitRule>& rules() const { return rules_; }

  // An alert fires, or does so no longer.
  void fires(const core::Labels& labels);
  void ends(const core::Labels& labels);

  // What inhibits the alert: the first rule that does, the first source in order of labels. An
  // alert that is source and target of a rule is not inhibited by another such one, nor by itself.
  std::optional<Inhibition> find(const core::Labels& target) const;

 private:
  struct Sources {
    // By a hash of the values of `equal`; to each source, whether it is a target too.
    std::unordered_map<std::size_t, std::map<core::Labels, bool>> by_values;
  };

  std::vector<InhibitRule> rules_;
  std::vector<Sources> sources_;
};

}  // namespace silicon::routing
