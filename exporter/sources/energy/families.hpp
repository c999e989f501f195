// Energy and power as metric families, the same for every platform: RAPL, power meters, GPUs and
// Apple's energy model all end here. Not how they are read. Pure; any thread.
// Tested by tests/exporter/sources/energy/families_test.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/histogram.hpp"

namespace silicon::energy {

// Joules since counting began: never falling while the process lives.
struct Energy {
  std::string rail;
  double joules = 0;
};

struct Power {
  std::string rail;
  std::string source;  // who measured it: "rapl", "nvml", a chip's name
  double watts = 0;
};

// silicon_energy_joules_total and silicon_power_watts.
core::Family energy_family(const std::vector<Energy>& rails);
core::Family power_family(const std::vector<Power>& rails);

// silicon_power_sample_watts: every sample of a rail's power, so that a scraper that comes once a
// minute still sees the peaks. One thread.
class PowerSamples {
 public:
  void observe(std::string_view rail, double watts);
  core::Family family() const;

 private:
  std::map<std::string, core::Histogram, std::less<>> histograms_;
};

}  // namespace silicon::energy
