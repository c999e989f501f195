// What an engine has saved: survives it. For tests and simulations; one thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "alerting/state/saved.hpp"
#include "tests/support/alerting/state/routing_disk.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::testing {

struct Disk {
  std::map<std::pair<alert::RuleIdentity, core::Labels>, alert::Alert> alerts;
  std::map<std::pair<std::string, core::Labels>, state::DeliveryMark> marks;
  std::vector<state::HistoryEntry> history;
  Contents samples;
  RoutingDisk routing;

  void save(const state::Changes& changes) {
    for (const auto& saved : changes.alerts) alerts[{saved.rule, saved.alert.labels}] = saved.alert;
    for (const auto& removed : changes.removed) alerts.erase({removed.rule, removed.labels});
    for (const auto& mark : changes.marks) marks[{mark.receiver, mark.labels}] = mark;
    history.insert(history.end(), changes.history.begin(), changes.history.end());
    routing.save(changes);
  }

  void prune(core::Instant samples_before) {
    for (auto& [labels, points] : samples) {
      std::erase_if(points, [&](const auto& point) { return point.time < samples_before; });
    }
    std::erase_if(samples, [](const auto& entry) { return entry.second.empty(); });
  }

  void rewind(core::Instant now) {
    for (auto& [labels, points] : samples) {
      std::erase_if(points, [&](const auto& point) { return point.time > now; });
    }
    std::erase_if(samples, [](const auto& entry) { return entry.second.empty(); });
  }
};

}  // namespace silicon::testing
