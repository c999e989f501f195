// How busy Apple's neural engine is, by proxies: it has no counter of its own.
// State without locks: one thread at a time. Tested by
// tests/exporter/sources/ane/apple/floors_test.cpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/sources/ane/families.hpp"
#include "exporter/sources/apple/channel_deltas.hpp"
#include "exporter/sources/apple/machine.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::ane {

inline constexpr std::string_view kSocFloor = "SOC Floor";  // of group PMP, PMP0
inline constexpr std::string_view kDcsFloor = "DCS Floor";

// "ANE-AF-BW" and "ANE-DCS-BW": what the engine asks the power manager to hold up for it.
bool is_floor_channel(std::string_view channel);

class FloorMeter {
 public:
  // The share of time in which the engine asked for more than the lowest level of the fabric
  // ("pmp_soc_floor") and of memory ("pmp_dcs_floor"). On an M5 Max 83 % under load, 0 % under CPU
  // and GPU load (mactop PR 72). Empty where nothing was counted.
  std::vector<Activity> update(const apple::Sample& sample, std::optional<double> seconds);

 private:
  apple::ChannelDeltas deltas_;
};

// The last resort: power as a share of the most that anybody measured for the generation
// ("power_estimate"; exelban/stats). nullopt for a generation that nobody measured.
std::optional<Activity> power_estimate(const apple::Machine& machine, double watts);

// silicon_ane_info{cores,peak_tops}; no sample for a chip that is not known.
core::Family info_family(const apple::Machine& machine);

}  // namespace silicon::ane
