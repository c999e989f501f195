#include "alerting/alert/life_cycle.hpp"

#include <algorithm>
#include <cassert>

namespace silicon::alert {
namespace {

using Kind = Transition::Kind;

class Step {
 public:
  Step(const Timing& timing, core::Instant now, const AskAbsence& absence)
      : timing_(timing), now_(now), absence_(absence) {}

  void observe(Alert* known, Observation&& observed) {
    if (known == nullptr || known->phase == Phase::resolved) {
      Alert alert;
      alert.labels = std::move(observed.labels);
      alert.active_at = now_;
      keep(present(std::move(alert), observed, true));
    } else {
      keep(present(std::move(*known), observed, false));
    }
  }

  void miss(Alert&& alert) {
    switch (alert.phase) {
      case Phase::pending:
        // Not timed: nothing says that the condition lasts, either.
        if (ask(alert).data_incomplete) return keep(std::move(alert));
        alert.phase = Phase::resolved;
        alert.resolved_at = now_;
        report(Kind::withdrawn, alert);
        return;
      case Phase::resolved:
        // Whoever is to hear of the end may not have: a restart or a set clock came between.
        if (now_ - *alert.resolved_at > kResolvedRetention && alert.last_sent_at) {
          return report(Kind::forgotten, alert);
        }
        return keep(std::move(alert));
      case Phase::firing:
        return keep(absent(std::move(alert)));
    }
  }

  std::vector<Alert> alerts;
  std::vector<Transition> transitions;

 private:
  void report(Kind kind, const Alert& alert) { transitions.push_back({kind, alert}); }
  void keep(Alert alert) { alerts.push_back(std::move(alert)); }

  Alert present(Alert alert, Observation& observed, bool is_new) {
    alert.value = observed.value;
    alert.annotations = std::move(observed.annotations);
    alert.keep_firing_since.reset();
    alert.data_back_at.reset();
    if (is_new) report(Kind::pending, alert);
    if (alert.no_data_since) {
      alert.no_data_since.reset();
      report(Kind::released, alert);
    }
    return timed(std::move(alert));
  }

  Absence ask(const Alert& alert) const { return absence_ ? absence_(alert) : Absence{}; }

  Alert absent(Alert alert) {
    const Absence absence = ask(alert);
    if (is_held(alert, absence)) return timed(std::move(alert));
    alert.no_data_since.reset();
    alert.data_back_at.reset();
    if (timing_.keep_firing_for > core::Duration::zero()) {
      if (!alert.keep_firing_since) alert.keep_firing_since = now_;
      if (now_ - *alert.keep_firing_since < timing_.keep_firing_for) return timed(std::move(alert));
    }
    alert.phase = Phase::resolved;
    alert.resolved_at = now_;
    alert.resolved_value = absence.value;
    report(Kind::resolved, alert);
    return alert;
  }

  // A target that answers again does not bring the data of a range back at once: what is held stays
  // held until the expression has a value, or would have one if there were any.
  bool is_held(Alert& alert, const Absence& absence) {
    if (absence.data_lost || absence.data_incomplete) {
      if (!alert.no_data_since) {
        alert.no_data_since = now_;
        report(Kind::held, alert);
      }
      alert.data_back_at.reset();
      return true;
    }
    if (!alert.no_data_since || absence.value) return false;
    if (!alert.data_back_at) alert.data_back_at = now_;
    return now_ - *alert.data_back_at < absence.settling_time;
  }

  Alert timed(Alert alert) {
    const core::Duration lasted = now_ - alert.active_at;
    if (alert.phase == Phase::pending && lasted >= timing_.hold_for) {
      alert.phase = Phase::firing;
      alert.fired_at = now_;
      report(Kind::fired, alert);
    } else if (alert.phase == Phase::firing && lasted < timing_.hold_for) {
      alert.phase = Phase::pending;
      alert.fired_at.reset();
      alert.last_sent_at.reset();
      alert.keep_firing_since.reset();
      report(Kind::demoted, alert);
    }
    return alert;
  }

  const Timing& timing_;
  core::Instant now_;
  const AskAbsence& absence_;
};

}  // namespace

std::string_view transition_name(Kind kind) {
  switch (kind) {
    case Kind::pending:
      return "pending";
    case Kind::fired:
      return "firing";
    case Kind::demoted:
      return "pending again";
    case Kind::held:
      return "no data";
    case Kind::released:
      return "data back";
    case Kind::resolved:
      return "resolved";
    case Kind::withdrawn:
      return "withdrawn";
    case Kind::forgotten:
      return "forgotten";
  }
  return {};
}

std::vector<Transition> advance(std::vector<Alert>& alerts, std::vector<Observation> observed,
                                const Timing& timing, core::Instant now,
                                const AskAbsence& absence) {
  Step step(timing, now, absence);
  step.alerts.reserve(observed.size());
  auto known = alerts.begin();
  for (Observation& observation : observed) {
    while (known != alerts.end() && known->labels < observation.labels) {
      step.miss(std::move(*known++));
    }
    const bool same = known != alerts.end() && known->labels == observation.labels;
    step.observe(same ? &*known++ : nullptr, std::move(observation));
  }
  while (known != alerts.end()) step.miss(std::move(*known++));
  assert(std::is_sorted(step.alerts.begin(), step.alerts.end(),
                        [](const Alert& a, const Alert& b) { return a.labels < b.labels; }));
  alerts = std::move(step.alerts);
  return std::move(step.transitions);
}

bool is_active(const Alert& alert) {
  return alert.phase != Phase::resolved;
}

bool needs_sending(const Alert& alert, core::Instant now, core::Duration resend_delay) {
  if (alert.phase == Phase::pending) return false;
  if (!alert.last_sent_at) return true;
  if (alert.resolved_at && *alert.resolved_at > *alert.last_sent_at) return true;
  return *alert.last_sent_at + resend_delay < now;
}

void mark_sent(Alert& alert, core::Instant now, const SendOptions& options) {
  alert.last_sent_at = now;
  alert.valid_until = now + 4 * std::max(options.interval, options.resend_delay);
}

}  // namespace silicon::alert
