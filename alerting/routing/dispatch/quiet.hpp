// Everything that keeps an alert quiet at a moment, not only what a flush finds first: what
// Alertmanager's API shows of an alert's status. Pure; any thread that may read the dispatcher.
// Tested by tests/alerting/routing/dispatch/quiet_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerting/routing/dispatch/dispatcher.hpp"

namespace silicon::routing {

struct Quiet {
  std::vector<std::string> silenced_by;      // ids
  std::optional<core::Labels> inhibited_by;  // labels of an alert
  // Names of time intervals, where they keep all of its groups quiet.
  std::vector<std::string> muted_by;
  const Acknowledgement* acknowledgement = nullptr;  // keeps back only what was told before

  bool suppressed() const { return !silenced_by.empty() || inhibited_by || !muted_by.empty(); }
};

Quiet quiet_of(const Dispatcher& dispatcher, const KnownAlert& alert, core::Instant now);

// What of it its time intervals have: nothing where the group is not quiet for that.
std::vector<std::string> muted_by(const Dispatcher& dispatcher, const Group& group,
                                  core::Instant now);

}  // namespace silicon::routing
