// OOM kills of each container name, kept over restarts and re-creations. The kernel's counter dies
// with the cgroup, and with the container where its first process is killed; the engine's events
// survive that. Of the two the one that knows more is believed. Nothing is written down: the count
// begins with this program. State without locks: one thread at a time. Tested by
// tests/exporter/sources/containers/families/oom_ledger_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/time.hpp"

namespace silicon::containers {

class OomLedger {
 public:
  // What is known of one container at one moment. `made` tells its cgroup from the one that it had
  // before a restart, where it is known; so does a moment in which it did not run. What the kernel
  // counted before the first sight of a name's first container counts: it happened while that
  // container ran.
  struct Sighting {
    std::string_view id = {};
    std::string_view name = {};
    bool runs = false;                         // it has a cgroup
    std::optional<std::uint64_t> kernel = {};  // nullopt: not read, which happens to one that runs
    std::optional<core::Instant> made = {};
    std::uint64_t engine = 0;
  };

  // Begins a round of sightings; a container that is not sighted before the next round is gone.
  void begin();
  void sight(const Sighting& sighting);

  // Kills so far under the name of this container; 0 for one that was never sighted. No two
  // containers have one name at a time.
  std::uint64_t total(std::string_view id) const;

 private:
  struct Container {
    std::string name;
    std::uint64_t kernel_before = 0;  // of earlier cgroups
    std::uint64_t kernel = 0;
    std::uint64_t engine = 0;
    std::optional<core::Instant> made;
    std::uint64_t round = 0;
    bool stood = false;  // without a cgroup since its count was read

    std::uint64_t kills() const;
  };

  std::map<std::string, Container, std::less<>> containers_;  // by id
  std::map<std::string, std::uint64_t, std::less<>> gone_;  // by name, of containers that are gone
  std::uint64_t round_ = 0;
};

}  // namespace silicon::containers
