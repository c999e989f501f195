// What running containers use, as cAdvisor's families: its names, types, labels and meanings, so
// that dashboards and rules written for it work unchanged. Without its timestamps, and with a label
// set that other containers do not widen. Keeps every counter from falling while the container is
// there. State without locks: one thread at a time. Tested by
// tests/exporter/sources/containers/families/usage_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/time.hpp"
#include "exporter/sources/containers/metadata.hpp"
#include "exporter/sources/containers/reading.hpp"
#include "exporter/sources/rising_counter.hpp"

namespace silicon::containers {

// One container of this sample.
struct Subject {
  const ContainerReading* reading = nullptr;
  const ContainerMetadata* metadata = nullptr;  // null where the engine knows nothing of it
  std::string_view name = {};
  std::uint64_t oom_kills = 0;
  // Whose interfaces are shown as this container's; null: nobody's. See shared_networks.hpp.
  const ContainerReading* network = nullptr;
};

class Usage {
 public:
  // container_* of these containers, in their order. What is remembered of others is dropped.
  // `changed`: they, their order, names or metadata may be others than in the last call.
  core::Families follow(const std::vector<Subject>& subjects, core::Instant now, bool changed);

 private:
  static constexpr std::size_t kCounters = 17;
  static constexpr std::size_t kDeviceCounters = 4;
  static constexpr std::size_t kInterfaceCounters = 8;
  static constexpr std::size_t kFaults = 4;

  template <std::size_t Size>
  struct Part {  // one device or interface
    core::Labels labels;
    std::array<sources::RisingCounter, Size> counters;
    std::uint64_t seen = 0;
  };
  template <std::size_t Size>
  using Parts = std::map<std::string, Part<Size>, std::less<>>;

  struct Container {
    core::Labels labels;
    core::Labels all_cpus;
    std::array<core::Labels, kFaults> faults;
    std::array<sources::RisingCounter, kCounters> counters;
    std::array<sources::RisingCounter, kFaults> fault_counters;
    Parts<kDeviceCounters> devices;
    Parts<kInterfaceCounters> interfaces;
    bool is_there = false;
  };

  // A container with more devices or interfaces than this hides the rest.
  static constexpr std::size_t kMostParts = 64;

  template <std::size_t Size>
  Part<Size>* part_of(Parts<Size>& parts, const std::string& name, const char* label,
                      const core::Labels& labels) const;
  static void label(Container& container, const Subject& subject);
  static void add_faults(Container& container, const MemoryCounts& memory, core::Family& family);
  void add_devices(Container& container, const ContainerReading& reading,
                   std::span<core::Family> families) const;
  void add_interfaces(Container& container, const ContainerReading& reading,
                      std::span<core::Family> families) const;

  using Containers = std::map<std::string, Container, std::less<>>;  // by id

  void identify(const std::vector<Subject>& subjects);

  Containers containers_;
  std::vector<Container*> order_;  // parallel to the subjects
  std::uint64_t pass_ = 0;
};

}  // namespace silicon::containers
