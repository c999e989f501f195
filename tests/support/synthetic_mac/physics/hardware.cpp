#include "tests/support/synthetic_mac/physics/hardware.hpp"

#include <cmath>
#include <cstdint>
#include <string>

#include "tests/support/apple/machines.hpp"

namespace silicon::testing::synthetic {
namespace {

std::vector<double> hertz_of(const std::vector<std::uint32_t>& entries, double unit) {
  std::vector<double> hertz;
  for (const std::uint32_t entry : entries) {
    if (entry != 0) hertz.push_back(entry * unit);
  }
  return hertz;
}

// The table without "-sram": periods, of which MHz = 65536000 / x.
apple::Bytes periods_of(const std::vector<std::uint32_t>& kilohertz) {
  std::vector<std::uint32_t> periods;
  for (const std::uint32_t entry : kilohertz) {
    periods.push_back(static_cast<std::uint32_t>(std::lround(65536000.0 / (entry / 1000.0))));
  }
  return pmgr_table(periods);
}

void describe_system(apple::Machine& machine, EnergyPublication energy) {
  const bool is_newer = energy != EnergyPublication::live;
  const std::string version = is_newer ? "27.0" : "15.5";
  const std::string build = is_newer ? "26A428" : "24F74";
  machine.os = "macOS " + version + " (" + build + ")";
  machine.model += " (synthetic)";
  machine.sysctl["hw.model"] = machine.model;
  machine.sysctl["machdep.cpu.brand_string"] = machine.chip;
  machine.sysctl["kern.osproductversion"] = version;
  machine.sysctl["kern.osversion"] = build;
  machine.sysctl["hw.pagesize"] = std::int64_t{16384};
}

}  // namespace

Hardware m4_max_hardware(Model model, EnergyPublication energy) {
  const bool is_large = model == Model::sixteen_cores;
  Hardware hardware;
  hardware.gpu_cores = is_large ? 40 : 32;
  hardware.machine = m4_max(hardware.gpu_cores);
  hardware.performance_cores = is_large ? 6 : 5;
  hardware.is_portable = !is_large;
  hardware.memory_bytes = is_large ? 137438953472.0 : 38654705664.0;
  hardware.peak_bytes_per_second = is_large ? 546e9 : 410e9;
  hardware.efficiency_hertz = hertz_of(kM4MaxEfficiencyKilohertz, 1000);
  hardware.performance_hertz = hertz_of(kM4MaxPerformanceKilohertz, 1000);
  hardware.gpu_hertz = hertz_of(kM4MaxGpuHertz, 1);
  describe_system(hardware.machine, energy);
  hardware.machine.pmgr["voltage-states1"] = periods_of(kM4MaxEfficiencyKilohertz);
  hardware.machine.pmgr["voltage-states5"] = periods_of(kM4MaxPerformanceKilohertz);
  hardware.machine.pmgr["voltage-states13"] = periods_of(kM4MaxPerformanceKilohertz);
  return hardware;
}

}  // namespace silicon::testing::synthetic
