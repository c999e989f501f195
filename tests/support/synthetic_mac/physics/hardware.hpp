// The two M4 Max chips as far as the model knows them: what their device trees say, and what they
// do at most. Frequencies and names are facts of real machines; watts are what makes the sums of
// public measurements come out, for no document states them. Pure; any thread.
#pragma once

#include <vector>

#include "exporter/sources/apple/machine.hpp"
#include "tests/support/synthetic_mac/script.hpp"

namespace silicon::testing::synthetic {

enum class Model {
  fourteen_cores,  // MacBook Pro: 4 + 5 + 5 CPUs, 32 GPU cores
  sixteen_cores,   // Mac Studio: 4 + 6 + 6 CPUs, 40 GPU cores
};

struct Hardware {
  apple::Machine machine;  // `model` says that it is synthetic
  unsigned efficiency_cores = 4;
  unsigned performance_cores = 0;  // of each of the two clusters
  unsigned gpu_cores = 0;
  bool is_portable = false;
  double memory_bytes = 0;
  double peak_bytes_per_second = 0;
  std::vector<double> efficiency_hertz;  // by state, lowest first
  std::vector<double> performance_hertz;
  std::vector<double> gpu_hertz;  // by state; neither ascending nor unique
};

// `energy` decides which macOS it runs: 15.5, or 27.0 where counters are gated or batched.
Hardware m4_max_hardware(Model model, EnergyPublication energy);

}  // namespace silicon::testing::synthetic
