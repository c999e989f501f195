// The binary file gpu_metrics of amdgpu: a structure that begins with its own size and version
// (drivers/gpu/drm/amd/include/kgd_pp_interface.h). Only what no text file says is taken from it.
// Pure; any thread. Tested by tests/exporter/sources/gpu/amdgpu/gpu_metrics_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace silicon::gpu::amdgpu {

struct GpuMetricsHeader {
  std::uint16_t size = 0;
  std::uint8_t format = 0;  // 1: a card of its own; 2 and 3: inside a processor (APU)
  std::uint8_t content = 0;

  // Whether what the driver calls the GPU's power is that of the whole package.
  bool is_apu() const { return format == 2 || format == 3; }
};

// nullopt when the file is shorter than its header, or than the header says.
std::optional<GpuMetricsHeader> parse_header(std::string_view bytes);

// gpu_metrics_v3_0 (Strix Point on, Linux 6.7): averages that the firmware filters over time.
struct ApuMetrics {
  std::optional<double> dram_read_bytes_per_second;
  std::optional<double> dram_write_bytes_per_second;
  std::optional<double> npu_activity;  // 0 to 1: mean of the columns that tell theirs
};

// nullopt for every other version. All bits set mean that the firmware does not say.
std::optional<ApuMetrics> parse_apu_metrics(std::string_view bytes);

}  // namespace silicon::gpu::amdgpu
