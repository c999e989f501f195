#include "exporter/platform/linux/hardware/sources.hpp"

namespace silicon::linux_platform {

HardwareAccess this_machine() {
  return {kernel_perf_counters(), "libnvidia-ml.so.1"};
}

std::vector<sources::SourceSpec> hardware_sources(const OpenFiles& open_files,
                                                  const core::Clock& clock,
                                                  const HardwareAccess& access) {
  return {thermal_source(open_files, clock),
          throttle_source(open_files),
          energy_source(open_files),
          bandwidth_source(open_files, access.perf),
          gpu_source(open_files, access.perf, access.nvml_library),
          drm_clients_source(open_files),
          ane_source(open_files)};
}

}  // namespace silicon::linux_platform
