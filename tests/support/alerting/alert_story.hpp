// Plays evaluations of one alerting rule and writes down what becomes of its alerts, for tests that
// read like a timeline.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "alerting/alert/life_cycle.hpp"

namespace silicon::testing {

// The instant `seconds` after the epoch.
inline core::Instant at(int seconds) {
  return core::Instant(std::chrono::seconds(seconds));
}

class AlertStory {
 public:
  explicit AlertStory(alert::Timing of_rule = {}) : timing(of_rule) {}

  // One evaluation in which the alerts named (by their label "name") are in the result, with these
  // values. Returns what happened: "fired a", "resolved b"...
  std::vector<std::string> evaluate(int seconds, const std::map<std::string, double>& present) {
    std::vector<alert::Observation> observed;
    for (const auto& [name, value] : present) {
      observed.push_back(
          {core::Labels{{"name", name}}, {{"value", std::to_string(int(value))}}, value});
    }
    return tell(alert::advance(alerts, std::move(observed), timing, at(seconds), absence));
  }

  const alert::Alert* find(const std::string& name) const {
    const auto found = std::find_if(alerts.begin(), alerts.end(), [&](const alert::Alert& alert) {
      return alert.labels.get("name") == name;
    });
    return found == alerts.end() ? nullptr : &*found;
  }

  alert::Timing timing;
  alert::AskAbsence absence;
  std::vector<alert::Alert> alerts;

 private:
  static std::vector<std::string> tell(const std::vector<alert::Transition>& transitions) {
    std::vector<std::string> result;
    for (const alert::Transition& transition : transitions) {
      result.push_back(std::string(alert::transition_name(transition.kind)) + " " +
                       std::string(transition.alert.labels.get("name")));
    }
    return result;
  }
};

using Told = std::vector<std::string>;

}  // namespace silicon::testing
