#include "exporter/sources/gpu/amdgpu/gpu_metrics.hpp"

#include <limits>

namespace silicon::gpu::amdgpu {
namespace {

constexpr std::size_t kHeaderSize = 4;

// gpu_metrics_v3_0 by offset: header, temperature_gfx, _soc, _core[16], _skin (4..41),
// average_gfx_activity, _vcn_activity (42..45), then:
constexpr std::size_t kIpuActivity = 46;  // u16[8], percent per column
constexpr std::size_t kIpuColumns = 8;
constexpr std::size_t kDramReads = 94;   // u16, MB/s, behind average_core_c0_activity[16]
constexpr std::size_t kDramWrites = 96;  // u16, MB/s

std::uint16_t u16_at(std::string_view bytes, std::size_t offset) {
  const auto low = static_cast<unsigned char>(bytes[offset]);
  const auto high = static_cast<unsigned char>(bytes[offset + 1]);
  return static_cast<std::uint16_t>(low | (high << 8U));
}

std::optional<double> told(std::string_view bytes, std::size_t offset) {
  const std::uint16_t value = u16_at(bytes, offset);
  if (value == std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  return value;
}

std::optional<double> megabytes(std::string_view bytes, std::size_t offset) {
  const auto value = told(bytes, offset);
  if (!value) return std::nullopt;
  return *value * 1e6;
}

std::optional<double> npu_activity(std::string_view bytes) {
  double sum = 0;
  int columns = 0;
  for (std::size_t i = 0; i < kIpuColumns; ++i) {
    const auto percent = told(bytes, kIpuActivity + 2 * i);
    if (!percent || *percent > 100) continue;
    sum += *percent;
    ++columns;
  }
  if (columns == 0) return std::nullopt;
  return sum / columns / 100;
}

}  // namespace

std::optional<GpuMetricsHeader> parse_header(std::string_view bytes) {
  if (bytes.size() < kHeaderSize) return std::nullopt;
  const GpuMetricsHeader header{u16_at(bytes, 0), static_cast<std::uint8_t>(bytes[2]),
                                static_cast<std::uint8_t>(bytes[3])};
  if (header.size < kHeaderSize || header.size > bytes.size()) return std::nullopt;
  return header;
}

std::optional<ApuMetrics> parse_apu_metrics(std::string_view bytes) {
  const auto header = parse_header(bytes);
  if (!header || header->format != 3 || header->content != 0) return std::nullopt;
  if (header->size < kDramWrites + 2) return std::nullopt;
  return ApuMetrics{megabytes(bytes, kDramReads), megabytes(bytes, kDramWrites),
                    npu_activity(bytes)};
}

}  // namespace silicon::gpu::amdgpu
