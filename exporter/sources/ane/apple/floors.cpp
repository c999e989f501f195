#include "exporter/sources/ane/apple/floors.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/apple/chip.hpp"

namespace silicon::ane {
namespace {

// Watts of one die's engine, by generation from M1 on: exelban/stats, reader of M-series sensors.
constexpr std::array<double, 5> kMostWatts{2, 2.5, 3, 6, 8};

std::optional<double> share_above_lowest(const apple::Channel& delta) {
  if (delta.residencies.size() < 2) return std::nullopt;
  const double lowest = static_cast<double>(delta.residencies.front());
  const double all = std::accumulate(delta.residencies.begin(), delta.residencies.end(), 0.0);
  if (all <= 0) return std::nullopt;
  return (all - lowest) / all;
}

}  // namespace

bool is_floor_channel(std::string_view channel) {
  channel = core::trimmed(channel);
  return channel == "ANE-AF-BW" || channel == "ANE-DCS-BW";
}

std::vector<Activity> FloorMeter::update(const apple::Sample& sample,
                                         std::optional<double> seconds) {
  std::vector<apple::Channel> floors;
  std::copy_if(sample.ioreport.begin(), sample.ioreport.end(), std::back_inserter(floors),
               [](const apple::Channel& channel) {
                 const apple::ChannelIdentity& identity = *channel.identity;
                 return identity.group.starts_with("PMP") && is_floor_channel(identity.channel) &&
                        (identity.subgroup == kSocFloor || identity.subgroup == kDcsFloor);
               });
  std::vector<Activity> activities;
  for (const apple::Channel& delta : deltas_.update(floors, seconds.has_value())) {
    const auto share = share_above_lowest(delta);
    if (!share) continue;
    const std::string source =
        delta.identity->subgroup == kSocFloor ? "pmp_soc_floor" : "pmp_dcs_floor";
    const auto same = std::find_if(activities.begin(), activities.end(),
                                   [&](const Activity& each) { return each.source == source; });
    if (same == activities.end()) {
      activities.push_back({source, *share});
    } else {
      same->ratio = std::max(same->ratio, *share);  // the busiest die's engine
    }
  }
  return activities;
}

std::optional<Activity> power_estimate(const apple::Machine& machine, double watts) {
  const auto chip = apple::parse_chip(machine.chip);
  if (!chip || chip->generation > kMostWatts.size() || !(watts >= 0)) return std::nullopt;
  const double most = kMostWatts[chip->generation - 1] * (chip->variant == "Ultra" ? 2 : 1);
  return Activity{"power_estimate", std::min(watts / most, 1.0)};
}

core::Family info_family(const apple::Machine& machine) {
  core::Family family =
      core::gauge("silicon_ane_info",
                  "The neural engine as Apple specifies it, always 1: number of its cores, and the "
                  "most operations per second in units of 10^12.");
  if (const auto engine = apple::neural_engine(machine)) {
    family.add({{"cores", std::to_string(engine->cores)},
                {"peak_tops", core::format_double(engine->peak_tops)}},
               1);
  }
  return family;
}

}  // namespace silicon::ane
