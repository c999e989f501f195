// What amdgpu's text files say (Documentation/gpu/amdgpu/thermal.rst). Never touches a file.
// Pure; any thread. Tested by tests/exporter/sources/gpu/amdgpu/sysfs_test.cpp.
#pragma once

#include <optional>
#include <string_view>

namespace silicon::gpu::amdgpu {

// gpu_busy_percent as a ratio; nullopt for more than 100 and for what is no number.
std::optional<double> parse_busy(std::string_view text);

// mem_info_vram_used and its like, in bytes.
std::optional<double> parse_bytes(std::string_view text);

struct ClockLevels {
  std::optional<double> current_hertz;  // the level marked with '*'
  std::optional<double> max_hertz;      // of all levels: they are not always in order
};

// pp_dpm_sclk: "0: 852Mhz *", one level per line. At most 64 lines count.
ClockLevels parse_clock_levels(std::string_view text);

}  // namespace silicon::gpu::amdgpu
