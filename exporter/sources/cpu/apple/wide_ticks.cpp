#include "exporter/sources/cpu/apple/wide_ticks.hpp"

#include <algorithm>

namespace silicon::cpu {
namespace {

// In the order of host_processor_info(): CPU_STATE_USER, _SYSTEM, _IDLE. Idle is the third, not the
// fourth: whoever reads the fourth finds it always 0.
constexpr std::array<Mode, 3> kMachModes{Mode::user, Mode::system, Mode::idle};

// A counter that wraps passes from the last quarter of its range into the first.
constexpr std::uint32_t kQuarter = std::uint32_t{1} << 30U;

}  // namespace

std::vector<CpuTicks> WideTicks::follow(const std::vector<apple::CpuTicks>& ticks) {
  const std::size_t count = std::min<std::size_t>(ticks.size(), kMaximumCpus);
  cpus_.resize(std::max(cpus_.size(), count));
  std::vector<CpuTicks> result;
  for (std::size_t cpu = 0; cpu < count; ++cpu) {
    CpuTicks each;
    each.cpu = static_cast<unsigned>(cpu);
    for (std::size_t i = 0; i < kMachModes.size(); ++i) {
      Wide& wide = cpus_[cpu][i];
      const std::uint32_t now = ticks[cpu][i];
      if (now < kQuarter && wide.low >= 3 * kQuarter) wide.high += std::uint64_t{1} << 32U;
      wide.low = now;
      each.ticks[static_cast<std::size_t>(kMachModes[i])] = wide.high + now;
    }
    result.push_back(each);
  }
  return result;
}

}  // namespace silicon::cpu
