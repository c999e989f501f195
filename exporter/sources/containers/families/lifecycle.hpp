// The silicon_container_* families: what state containers are in, running or not, and what became
// of them. Each container by its name alone. Pure; any thread.
// Tested by tests/exporter/sources/containers/families/lifecycle_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/time.hpp"
#include "exporter/sources/containers/metadata.hpp"
#include "exporter/sources/cpu/cpu.hpp"

namespace silicon::containers {

// How many containers that do not run are shown, and for how long after their end.
struct StoppedBounds {
  std::size_t most = 100;
  core::Duration longest = std::chrono::hours(24);
};

// The ids that are to be shown by state: all that run, and of the others those that ended (or were
// created) last and within the bounds.
std::vector<std::string_view> shown_by_state(const Inventory& inventory,
                                             const StoppedBounds& bounds, core::Instant now);

// A container as these families know it.
struct LifecycleEntry {
  std::string_view name = {};
  const ContainerMetadata* metadata = nullptr;  // null where the engine knows nothing of it
  std::uint64_t oom_kills = 0;
  std::uint64_t restarts = 0;  // never falling; only where metadata says restarts
  const std::vector<unsigned>* cpuset = nullptr;
};

// silicon_container_state{name,state}, _restarts_total, _exit_code, _health_state, _oom_kills_total
// and _cpuset_cores{name,tier}.
core::Families lifecycle_families(std::span<const LifecycleEntry> entries,
                                  const cpu::Placements& placements);

}  // namespace silicon::containers
