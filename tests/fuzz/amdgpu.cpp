// Any bytes as the files of amdgpu, the binary gpu_metrics among them, and as an NPU's counter:
// what is believed is within its limits.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exporter/sources/ane/npu.hpp"
#include "exporter/sources/gpu/amdgpu/gpu_metrics.hpp"
#include "exporter/sources/gpu/amdgpu/sysfs.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool is_ratio(const std::optional<double>& value) {
  return !value || (*value >= 0 && *value <= 1);
}

bool is_size(const std::optional<double>& value) {
  return !value || *value >= 0;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace amdgpu = silicon::gpu::amdgpu;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto header = amdgpu::parse_header(bytes)) require(header->size <= size);
  if (const auto metrics = amdgpu::parse_apu_metrics(bytes)) {
    require(is_ratio(metrics->npu_activity));
    require(is_size(metrics->dram_read_bytes_per_second));
    require(is_size(metrics->dram_write_bytes_per_second));
  }
  require(is_ratio(amdgpu::parse_busy(bytes)));
  require(is_size(amdgpu::parse_bytes(bytes)));
  const amdgpu::ClockLevels levels = amdgpu::parse_clock_levels(bytes);
  require(is_size(levels.current_hertz));
  require(!levels.current_hertz || *levels.current_hertz <= levels.max_hertz.value());
  (void)silicon::ane::parse_microseconds(bytes);
  return 0;
}
