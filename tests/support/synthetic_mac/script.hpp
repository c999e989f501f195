// What a synthetic Mac is asked to do: phases of work one after the other, each as shares of what
// its parts can do. Plain values; any thread.
#pragma once

#include <string>
#include <vector>

namespace silicon::testing::synthetic {

struct Activity {
  double efficiency = 0.06;   // share of the efficiency cores' full speed that is asked for
  double performance = 0.01;  // of the performance cores' full speed
  double gpu = 0.01;
  double ane = 0;
  double cpu_bytes_per_second = 1.5e9;  // asked of memory
  double gpu_bytes_per_second = 0.5e9;
  double ane_bytes_per_second = 0;
  double memory = 0.35;      // share of the memory that programs hold
  double gpu_memory = 0.02;  // share of the memory that the GPU holds
  double disk_bytes_per_second = 0.2e6;
  double network_bytes_per_second = 0.05e6;
  double airflow = 1;  // 1: free; less: something lies on the vents
};

struct Phase {
  unsigned seconds = 0;
  Activity activity;
  bool asleep = false;  // no sample; mach_absolute_time() stands still, the wall clock does not
};

// How macOS publishes the Energy Model's counters to a process without entitlements.
enum class EnergyPublication {
  live,     // with every sample: macOS 15 and 26
  batched,  // every 2.1 s, in between they stand still: macOS 27
  gated,    // never, but for "GPU Energy": macOS 27 where nobody with an entitlement samples
};

struct Script {
  std::vector<Phase> phases;
  EnergyPublication energy = EnergyPublication::live;
};

}  // namespace silicon::testing::synthetic
