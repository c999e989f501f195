#include "exporter/sources/containers/families/lifecycle.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace silicon::containers {
namespace {

// In the order of ContainerState.
constexpr std::array<const char*, 7> kStateNames{"created",  "running", "paused", "restarting",
                                                 "removing", "exited",  "dead"};

bool has_stopped(const ContainerMetadata& container) {
  return container.state == ContainerState::exited || container.state == ContainerState::dead ||
         container.state == ContainerState::created;
}

// When it got into the state in which it is; nullopt where the engine does not say.
std::optional<core::Instant> stopped_at(const ContainerMetadata& container) {
  return container.finished ? container.finished : container.created;
}

double health_value(Health health) {
  return health == Health::healthy ? 1 : health == Health::starting ? 2 : 0;
}

}  // namespace

std::vector<std::string_view> shown_by_state(const Inventory& inventory,
                                             const StoppedBounds& bounds, core::Instant now) {
  std::vector<std::string_view> shown;
  std::vector<std::pair<core::Instant, std::string_view>> stopped;
  for (const auto& [id, container] : inventory) {
    if (!container.state) continue;
    if (!has_stopped(container)) {
      shown.push_back(id);
      continue;
    }
    const core::Instant at = stopped_at(container).value_or(now);
    if (now - at <= bounds.longest) stopped.emplace_back(at, id);
  }
  std::sort(stopped.begin(), stopped.end(), std::greater<>());
  if (stopped.size() > bounds.most) stopped.resize(bounds.most);
  for (const auto& [at, id] : stopped) shown.push_back(id);
  std::sort(shown.begin(), shown.end());
  return shown;
}

core::Families Lifecycle::follow(std::span<const LifecycleEntry> entries,
                                 const cpu::Placements& placements) {
  static_assert(kStates == kStateNames.size());
  if (placements_ != placements) {
    placements_ = placements;
    known_.clear();
  }
  known_.resize(entries.size());
  core::Family states = core::gauge(
      "silicon_container_state",
      "1 for the state in which the container is, 0 for the others, as its engine says. Containers "
      "that do not run are shown for a while, the latest first.");
  core::Family restarts = core::counter("silicon_container_restarts_total",
                                        "Times that the engine started the container again.");
  core::Family exit_codes = core::gauge("silicon_container_exit_code",
                                        "With what the container's first process last ended.");
  core::Family health = core::gauge(
      "silicon_container_health_state",
      "The container's health check: 1 healthy, 0 unhealthy, 2 starting. Not there without one.");
  core::Family oom_kills = core::counter(
      "silicon_container_oom_kills_total",
      "Processes that the kernel killed in containers of this name for want of memory, accumulated "
      "over restarts since the exporter started. From memory.events or memory.oom_control, and the "
      "engine's events where the container ended with it.");
  core::Family cores = core::gauge("silicon_container_cpuset_cores",
                                   "CPUs of each tier on which the container may run.");
  for (std::size_t place = 0; place < entries.size(); ++place) {
    const LifecycleEntry& entry = entries[place];
    Known& known = this->known(entry, place);
    oom_kills.add(known.labels, static_cast<double>(entry.oom_kills));
    if (entry.cpuset != nullptr) add_cpuset(known, *entry.cpuset, cores);
    if (entry.metadata == nullptr) continue;
    const ContainerMetadata& metadata = *entry.metadata;
    if (metadata.state) add_state(known, *metadata.state, states);
    if (metadata.restarts) restarts.add(known.labels, static_cast<double>(entry.restarts));
    if (metadata.exit_code) exit_codes.add(known.labels, static_cast<double>(*metadata.exit_code));
    if (metadata.health && *metadata.health != Health::none) {
      health.add(known.labels, health_value(*metadata.health));
    }
  }
  return core::with_samples(std::move(states), std::move(restarts), std::move(exit_codes),
                            std::move(health), std::move(oom_kills), std::move(cores));
}

Lifecycle::Known& Lifecycle::known(const LifecycleEntry& entry, std::size_t place) {
  Known& known = known_[place];
  if (known.labels.empty() || known.name != entry.name) {
    known = Known{};
    known.name = entry.name;
    known.labels = core::Labels{{"name", known.name}};
  }
  return known;
}

void Lifecycle::add_state(Known& known, ContainerState state, core::Family& family) {
  for (std::size_t i = 0; i < kStates; ++i) {
    if (known.states[i].empty()) known.states[i] = known.labels.with("state", kStateNames[i]);
    family.add(known.states[i], static_cast<std::size_t>(state) == i ? 1 : 0);
  }
}

void Lifecycle::add_cpuset(Known& known, const std::vector<unsigned>& cpuset,
                           core::Family& family) const {
  if (known.cpuset != cpuset) {
    known.cpuset = cpuset;
    std::map<std::string_view, unsigned> cores;  // by tier
    for (const cpu::Placement& placement : placements_) {
      unsigned& count = cores[placement.tier];
      if (std::binary_search(cpuset.begin(), cpuset.end(), placement.cpu)) ++count;
    }
    known.cores.clear();
    for (const auto& [tier, count] : cores) {
      known.cores.emplace_back(known.labels.with("tier", tier), count);
    }
  }
  for (const auto& [labels, count] : known.cores) family.add(labels, count);
}

}  // namespace silicon::containers
