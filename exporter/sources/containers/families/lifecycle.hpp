// The silicon_container_* families: what state containers are in, running or not, and what became
// of them. Each container by its name alone. Lifecycle is state without locks: one thread at a
// time; the rest is pure.
// Tested by tests/exporter/sources/containers/families/lifecycle_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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

class Lifecycle {
 public:
  // silicon_container_state{name,state}, _restarts_total, _exit_code, _health_state,
  // _oom_kills_total and _cpuset_cores{name,tier} of these containers.
  core::Families follow(std::span<const LifecycleEntry> entries, const cpu::Placements& placements);

 private:
  static constexpr std::size_t kStates = 7;

  // What is made of a container once, not each second.
  struct Known {
    std::string name;
    core::Labels labels;
    std::array<core::Labels, kStates> states;
    std::vector<unsigned> cpuset;
    std::vector<std::pair<core::Labels, unsigned>> cores;  // of each tier, in the cpuset
  };

  Known& known(const LifecycleEntry& entry, std::size_t place);
  static void add_state(Known& known, ContainerState state, core::Family& family);
  void add_cpuset(Known& known, const std::vector<unsigned>& cpuset, core::Family& family) const;

  std::vector<Known> known_;  // by place among the entries
  cpu::Placements placements_;
};

}  // namespace silicon::containers
