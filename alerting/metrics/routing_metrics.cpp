#include "alerting/metrics/routing_metrics.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "alerting/routing/dispatch/quiet.hpp"

namespace silicon::metrics {
namespace {

using core::counter;
using core::Families;
using core::Family;
using core::gauge;

double as_value(std::uint64_t count) {
  return static_cast<double>(count);
}

Family single(Family family, std::uint64_t count) {
  family.add({}, as_value(count));
  return family;
}

// What keeps an alert quiet is found out anew, as it is for the API: none is unprocessed.
Family alerts(const routing::Dispatcher& dispatcher, core::Instant now) {
  std::uint64_t active = 0;
  std::uint64_t suppressed = 0;
  for (const auto& [labels, alert] : dispatcher.alerts()) {
    if (alert.notice->resolved) continue;
    ++(routing::quiet_of(dispatcher, alert, now).suppressed() ? suppressed : active);
  }
  Family family = gauge("alertmanager_alerts", "How many alerts by state.");
  family.add({{"state", "active"}}, as_value(active));
  family.add({{"state", "suppressed"}}, as_value(suppressed));
  family.add({{"state", "unprocessed"}}, 0);
  return family;
}

Family silences(const routing::SilenceSet& set, core::Instant now) {
  using routing::SilenceState;
  constexpr std::array kStates{SilenceState::active, SilenceState::expired, SilenceState::pending};
  Family family = gauge("alertmanager_silences", "How many silences by state.");
  for (const SilenceState state : kStates) {
    std::uint64_t count = 0;
    for (const auto& [id, silence] : set.all()) {
      count += routing::silence_state(*silence, now) == state ? 1 : 0;
    }
    family.add({{"state", std::string(routing::silence_state_name(state))}}, as_value(count));
  }
  return family;
}

Family received(const engine::Received& counts) {
  Family family =
      counter("alertmanager_alerts_received_total", "The total number of received alerts.");
  family.add({{"status", "firing"}, {"version", "v2"}}, as_value(counts.firing));
  family.add({{"status", "resolved"}, {"version", "v2"}}, as_value(counts.resolved));
  return family;
}

Family invalid(const engine::Received& counts) {
  Family family = counter("alertmanager_alerts_invalid_total",
                          "The total number of received alerts that were invalid.");
  family.add({{"version", "v2"}}, as_value(counts.refused));
  return family;
}

}  // namespace

Families metrics_of(const engine::Notifier& notifier, core::Instant now) {
  const routing::Dispatcher* dispatcher = notifier.dispatcher();
  if (dispatcher == nullptr) return {};
  std::uint64_t integrations = 0;
  for (const routing::Receiver& receiver : dispatcher->plan().receivers) {
    integrations += receiver.integrations.size();
  }
  return {alerts(*dispatcher, now),
          received(notifier.received()),
          invalid(notifier.received()),
          single(gauge("alertmanager_dispatcher_aggregation_groups",
                       "Number of active aggregation groups"),
                 dispatcher->groups().size()),
          single(gauge("alertmanager_integrations", "Number of configured integrations."),
                 integrations),
          single(gauge("alertmanager_receivers", "Number of configured receivers."),
                 dispatcher->plan().receivers.size()),
          silences(dispatcher->silences(), now)};
}

}  // namespace silicon::metrics
