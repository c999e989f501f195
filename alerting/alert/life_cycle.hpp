// How the alerts of one rule go from pending to firing to resolved, exactly as Prometheus's do
// (rules/alerting.go of 3.14), but for one thing that can be switched off: a firing alert whose
// data are missing because a scrape failed is held instead of being called resolved. Pure; any
// thread. Tested by tests/alerting/alert/life_cycle_test.cpp and no_data_test.cpp.
#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "alerting/alert/alert.hpp"

namespace silicon::alert {

// How long a resolved alert is remembered and sent again.
inline constexpr core::Duration kResolvedRetention = std::chrono::minutes(15);

struct Timing {
  core::Duration hold_for{0};         // the rule's `for`
  core::Duration keep_firing_for{0};  // after it has left the result
};

// One element of the rule's result with the labels and annotations that the alert has.
struct Observation {
  core::Labels labels;
  Annotations annotations;
  double value = 0;
};

// What can be found out about an active alert that is no longer in the result. Asked only then.
struct Absence {
  // A scrape that this alert depends on failed, and has not succeeded since.
  bool data_lost = false;
  // How long after the data's return it takes until the expression can be computed again: the
  // longest range it looks back over.
  core::Duration settling_time{0};
  // The expression's value without its condition.
  std::optional<double> value = std::nullopt;
  // What the expression looks back over has a hole in it, made by a restart or a pause that this
  // alert has come through: that it is gone from the result proves nothing, of pending ones either.
  bool data_incomplete = false;
};
using AskAbsence = std::function<Absence(const Alert&)>;

struct Transition {
  enum class Kind {
    pending,    // new in the result
    fired,      // lasted long enough
    demoted,    // from firing back to pending: the rule's `for` was raised
    held,       // its data are missing: neither firing nor resolved for certain
    released,   // the data are back, and it is in the result
    resolved,   // no longer in the result
    withdrawn,  // pending, and gone before anybody was told
    forgotten,  // resolved long ago
  };

  Kind kind = Kind::pending;
  Alert alert;  // as it is afterwards
};

// "pending", "firing", "no data"...: for logs and the history.
std::string_view transition_name(Transition::Kind kind);

// One evaluation at `now`. `alerts` and `observed` are sorted by labels and have no label set
// twice. An alert that is present has its value and annotations renewed; one that is new, or had
// resolved, begins anew.
std::vector<Transition> advance(std::vector<Alert>& alerts, std::vector<Observation> observed,
                                const Timing& timing, core::Instant now, const AskAbsence& absence);

// Pending and firing ones: what `limit` counts and ALERTS shows.
bool is_active(const Alert& alert);

struct SendOptions {
  core::Duration resend_delay = std::chrono::minutes(1);
  core::Duration interval{0};  // of the rule's group
};

// Whether receivers must be told now: never of pending ones, at once of those that resolved since
// they were last sent, otherwise when more than resend_delay has passed.
bool needs_sending(const Alert& alert, core::Instant now, core::Duration resend_delay);

// Marks the alert as sent at `now` and valid for four intervals or resend delays.
void mark_sent(Alert& alert, core::Instant now, const SendOptions& options);

}  // namespace silicon::alert
