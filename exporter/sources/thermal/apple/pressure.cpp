#include "exporter/sources/thermal/apple/pressure.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace silicon::thermal {
namespace {

constexpr std::array<std::string_view, 4> kStates{"nominal", "fair", "serious", "critical"};
constexpr std::array<std::size_t, 5> kStateOfLevel{0, 1, 1, 2, 3};

}  // namespace

core::Families pressure_families(std::int64_t level) {
  if (level < 0 || level >= static_cast<std::int64_t>(kStateOfLevel.size())) return {};
  core::Family pressure =
      core::gauge("silicon_thermal_pressure_level",
                  "Thermal pressure of macOS: 0 nominal, 1 moderate, 2 heavy, 3 trapping, 4 "
                  "sleeping. Above 0 the machine slows itself down.");
  pressure.add({}, static_cast<double>(level));
  core::Family state = core::gauge("silicon_thermal_state",
                                   "The thermal state that macOS tells applications: 1 for the "
                                   "present one, 0 for the others.");
  const std::size_t present = kStateOfLevel[static_cast<std::size_t>(level)];
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    state.add({{"state", std::string(kStates[i])}}, i == present ? 1 : 0);
  }
  return {std::move(pressure), std::move(state)};
}

}  // namespace silicon::thermal
