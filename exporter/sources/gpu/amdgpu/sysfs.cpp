#include "exporter/sources/gpu/amdgpu/sysfs.hpp"

#include <algorithm>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::gpu::amdgpu {

std::optional<double> parse_busy(std::string_view text) {
  const auto percent = core::parse_unsigned(core::trimmed(text));
  if (!percent || *percent > 100) return std::nullopt;
  return static_cast<double>(*percent) / 100;
}

std::optional<double> parse_bytes(std::string_view text) {
  const auto bytes = core::parse_unsigned(core::trimmed(text));
  if (!bytes) return std::nullopt;
  return static_cast<double>(*bytes);
}

ClockLevels parse_clock_levels(std::string_view text) {
  constexpr int kMaxLevels = 64;
  ClockLevels levels;
  int lines = 0;
  core::for_each_line(text, [&](std::string_view line) {
    if (++lines > kMaxLevels) return;
    auto [number, rest] = core::cut(line, ':');
    std::string_view clock = core::take_field(rest);
    if (!clock.ends_with("Mhz")) return;
    clock.remove_suffix(3);
    const auto megahertz = core::parse_unsigned(clock);
    if (!megahertz || *megahertz > 100'000) return;
    const double hertz = static_cast<double>(*megahertz) * 1e6;
    levels.max_hertz = std::max(levels.max_hertz.value_or(0), hertz);
    if (core::take_field(rest) == "*") levels.current_hertz = hertz;
  });
  return levels;
}

}  // namespace silicon::gpu::amdgpu
