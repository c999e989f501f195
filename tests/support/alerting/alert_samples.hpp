// Alerts with every field filled, for tests of what keeps, shows or sends them.
#pragma once

#include "alerting/alert/alert.hpp"

namespace silicon::testing {

inline core::Instant at_second(std::int64_t second) {
  return core::Instant(std::chrono::seconds(second));
}

inline alert::RuleIdentity rule_identity(std::string rule = "HighLoad") {
  return {"/etc/rules/host.yml", "host", std::move(rule), {{"severity", "page"}}, 1};
}

inline alert::Alert firing_alert(std::string instance = "a:1") {
  alert::Alert alert;
  alert.labels = {{"alertname", "HighLoad"}, {"instance", std::move(instance)}};
  alert.annotations = {{"empty", ""}, {"summary", "K\xc3\xb6ln is \"hot\""}};
  alert.value = 12.5;
  alert.phase = alert::Phase::firing;
  alert.active_at = at_second(1'700'000'000);
  alert.fired_at = at_second(1'700'000'060);
  alert.last_sent_at = at_second(1'700'000'120);
  alert.valid_until = at_second(1'700'000'360);
  return alert;
}

inline alert::Alert resolved_alert() {
  alert::Alert alert = firing_alert();
  alert.phase = alert::Phase::resolved;
  alert.keep_firing_since = at_second(1'700'000'130);
  alert.resolved_at = at_second(1'700'000'200);
  alert.no_data_since = at_second(1'700'000'140);
  alert.data_back_at = at_second(1'700'000'150);
  alert.resolved_value = 0.25;
  return alert;
}

}  // namespace silicon::testing
