#include "exporter/sources/thermal/throttle.hpp"

#include <algorithm>

namespace silicon::thermal {
namespace {

// No real package has this number: a CPU that does not say where it sits is alone there.
constexpr std::uint64_t kNowhere = std::uint64_t{1} << 32U;

}  // namespace

std::vector<ThrottleCount> ThrottleCounters::update(const std::vector<CpuThrottle>& cpus) {
  for (const CpuThrottle& cpu : cpus) {
    const CpuPlace& place = cpu.place;
    const std::uint64_t package = place.package.value_or(kNowhere + place.cpu);
    if (cpu.core_events) {
      const std::uint64_t core = place.core.value_or(kNowhere + place.cpu);
      count({false, package, place.die.value_or(0), core}, place.cpu, *cpu.core_events);
    }
    if (cpu.package_events) count({true, package, 0, 0}, place.cpu, *cpu.package_events);
  }
  std::vector<ThrottleCount> result;
  result.reserve(counts_.size());
  for (const auto& [unit, value] : counts_) {
    result.push_back(
        {std::to_string(value.cpu), unit.is_package ? "package" : "core", value.events});
  }
  return result;
}

void ThrottleCounters::count(const Unit& unit, unsigned cpu, std::uint64_t events) {
  // The first CPU seen of a unit gives it its name for good: a series must not change its labels
  // when that CPU goes offline.
  Count& value = counts_.try_emplace(unit, Count{cpu, 0}).first->second;
  value.events = std::max(value.events, events);
}

}  // namespace silicon::thermal
