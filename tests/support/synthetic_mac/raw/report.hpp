// Everything that IOReport counts of a synthetic Mac: residencies of clusters, cores and the GPU,
// memory traffic, floors of the neural engine, energy. Names, units and states as on an M4 Max.
// State without locks: one thread at a time.
// Tested by tests/support/synthetic_mac/raw/report_test.cpp.
#pragma once

#include <cstdint>
#include <vector>

#include "exporter/sources/apple/sample.hpp"
#include "tests/support/synthetic_mac/physics/hardware.hpp"
#include "tests/support/synthetic_mac/physics/model.hpp"
#include "tests/support/synthetic_mac/raw/meters.hpp"
#include "tests/support/synthetic_mac/script.hpp"

namespace silicon::testing::synthetic {

// The meters of one CPU cluster, and of all that belongs to it.
struct ClusterMeters {
  ResidencyMeter requested;  // "PCPU1": the state that cores asked for
  ResidencyMeter realised;   // "PCPM1": the state that the cluster ran at
  std::vector<ResidencyMeter> cores;
  std::vector<EnergyMeter> core_energy;  // "PACC1_CPU0"
  EnergyMeter energy;                    // "PACC1_CPU": the cores together
  EnergyMeter manager_energy;            // "PACC1_CPM"
  TrafficMeter traffic;                  // "PACC1 RD+WR"
};

class Report {
 public:
  Report(const Hardware& hardware, EnergyPublication publication);

  void add(const State& state, double seconds);

  // What a sample at `mono_ns` shows; counters of energy as macOS publishes them by then.
  std::vector<apple::Channel> channels(std::uint64_t mono_ns);

 private:
  void add_cluster(const Cluster& cluster, ClusterMeters& meters, double seconds);
  void add_traffic(const State& state, double seconds);
  void add_energy(const State& state, double seconds);
  void publish(std::uint64_t mono_ns);

  EnergyPublication publication_;
  std::uint64_t next_publication_ns_ = 0;
  std::vector<ClusterMeters> clusters_;
  ResidencyMeter gpu_;
  ResidencyMeter soc_floor_;
  ResidencyMeter dcs_floor_;
  std::vector<TrafficMeter> traffic_;  // AMCC in three directions, AGX, ANE0, DISPINT
  std::vector<EnergyMeter> energy_;    // beside those of clusters
};

}  // namespace silicon::testing::synthetic
