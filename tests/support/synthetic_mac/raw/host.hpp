// What mach, sysctl, drivers and file systems count of a synthetic Mac: time of CPUs, memory,
// disks, network. State without locks: one thread at a time.
// Tested by tests/support/synthetic_mac/raw/host_test.cpp.
#pragma once

#include <array>
#include <vector>

#include "exporter/sources/apple/sample.hpp"
#include "tests/support/synthetic_mac/physics/hardware.hpp"
#include "tests/support/synthetic_mac/physics/model.hpp"

namespace silicon::testing::synthetic {

class HostCounters {
 public:
  explicit HostCounters(const Hardware& hardware);

  void add(const State& state, double seconds);
  void show(const State& state, apple::Sample& sample) const;

 private:
  void show_memory(const State& state, apple::Sample& sample) const;

  const Hardware& hardware_;
  std::vector<std::array<double, 3>> seconds_;  // of each CPU: user, system, idle
  double swapped_out_bytes_ = 0;
  double disk_bytes_ = 0;
  double network_bytes_ = 0;
};

}  // namespace silicon::testing::synthetic
