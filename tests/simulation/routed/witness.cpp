#include "tests/simulation/routed/witness.hpp"

#include <algorithm>

#include "exporter/core/duration.hpp"

namespace silicon::simulation {

void Witness::complain(core::Duration now, const std::string& text) {
  complaints_.push_back(core::format_duration(now) + ": " + text);
}

void Witness::see(core::Duration now, const std::string& instance, bool fires) {
  const auto [at, fresh] = truth_.try_emplace(instance, Truth{fires, now});
  if (fresh || at->second.fires == fires) return;
  at->second = {fires, now};
}

void Witness::answers(core::Duration now, const std::string& receiver, bool well) {
  Receiver& one = receivers_[receiver];
  if (well && !one.well) one.well_since = now;
  one.well = well;
}

void Witness::disturb(core::Duration now) {
  disturbed_ = now;
}

void Witness::hear(core::Duration now, const Heard& message) {
  ++messages_;
  Receiver& receiver = receivers_[message.receiver];
  const auto stayed = [&](const std::string& instance) {
    const Truth& truth = truth_[instance];
    return truth.fires && truth.since <= receiver.last_at;
  };
  const bool same = receiver.last && receiver.last->firing == message.firing &&
                    receiver.last->resolved == message.resolved;
  if (same && receiver.last_at > disturbed_ && now - receiver.last_at < terms_.repeat &&
      std::all_of(message.firing.begin(), message.firing.end(), stayed)) {
    complain(now, message.receiver + " is told again after " +
                      core::format_duration(now - receiver.last_at));
  }
  for (const std::string& instance : message.resolved) {
    const auto believed = receiver.firing.find(instance);
    if (believed == receiver.firing.end()) continue;
    const Truth& truth = truth_[instance];
    if (truth.fires && truth.since <= believed->second) {
      complain(now, message.receiver + " is told that " + instance +
                        " resolved, and it fires since " + core::format_duration(truth.since));
    }
    receiver.firing.erase(believed);
  }
  for (const std::string& instance : message.firing) receiver.firing.try_emplace(instance, now);
  receiver.last = message;
  receiver.last_at = now;
}

void Witness::look(core::Duration now) {
  for (const auto& [instance, truth] : truth_) {
    for (auto& [name, receiver] : receivers_) {
      const core::Duration since =
          std::max({truth.since, receiver.well_since, disturbed_}) + terms_.patience;
      if (!receiver.well || since > now) continue;
      const bool believes = receiver.firing.contains(instance);
      if (truth.fires && !believes)
        complain(now, name + " does not know that " + instance + " fires");
      if (!truth.fires && believes)
        complain(now, name + " still believes that " + instance + " fires");
    }
  }
}

}  // namespace silicon::simulation
