// One alert: an element of an alerting rule's result, and what has become of it since it first
// appeared. Not a notification (see notice.hpp) and not the rule it comes from.
// Values; any thread. Tested by tests/alerting/alert/life_cycle_test.cpp.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "alerting/alert/annotations.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::alert {

// A pending alert has not yet lasted for the rule's `for`. A resolved one is remembered for a
// while, so that whoever was told of it is told of its end as well.
enum class Phase { pending, firing, resolved };

// "pending", "firing", "inactive": as Prometheus's API and the label alertstate say.
std::string_view phase_name(Phase phase);

struct Alert {
  core::Labels labels;  // with alertname, without __name__
  Annotations annotations;
  double value = 0;  // when it was last in the result

  Phase phase = Phase::pending;
  core::Instant active_at;                                        // first in the result
  std::optional<core::Instant> fired_at = std::nullopt;           // notifications start here
  std::optional<core::Instant> keep_firing_since = std::nullopt;  // gone, kept by keep_firing_for
  std::optional<core::Instant> resolved_at = std::nullopt;
  std::optional<core::Instant> last_sent_at = std::nullopt;
  std::optional<core::Instant> valid_until = std::nullopt;  // of what was last sent

  // Held although it is not in the result, because what it is computed from could not be scraped.
  std::optional<core::Instant> no_data_since = std::nullopt;
  std::optional<core::Instant> data_back_at = std::nullopt;  // held still, until the data say more

  // What the rule's expression without its condition was worth when the alert resolved.
  std::optional<double> resolved_value = std::nullopt;

  bool no_data() const { return no_data_since.has_value(); }

  friend bool operator==(const Alert&, const Alert&) = default;
};

// Which rule an alert belongs to, as far as reloads and restarts are concerned: place and wording
// of a rule may change, these may not. Rules that are alike in all of it are told apart by their
// order.
struct RuleIdentity {
  std::string file;
  std::string group;
  std::string rule;     // the alert's name
  core::Labels labels;  // as written: templates, not their results
  std::size_t occurrence = 0;

  friend bool operator==(const RuleIdentity&, const RuleIdentity&) = default;
  friend std::strong_ordering operator<=>(const RuleIdentity& a, const RuleIdentity& b);
};

}  // namespace silicon::alert
