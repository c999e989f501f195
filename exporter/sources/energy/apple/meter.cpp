#include "exporter/sources/energy/apple/meter.hpp"

#include <algorithm>
#include <utility>

#include "exporter/sources/energy/apple/channels.hpp"

namespace silicon::energy {
namespace {

constexpr std::string_view kSystem = "system";
constexpr std::string_view kModel = "energy_model";

core::Family live_family() {
  return core::gauge(
      "silicon_energy_rail_live",
      "1 where the system published the rail's energy counter lately (10 s, or twice "
      "its usual span), 0 where it keeps it to itself: macOS 27 publishes most rails "
      "in batches, or only while an entitled program samples them.");
}

core::Family publication_family() {
  return core::gauge("silicon_energy_last_publication_timestamp_seconds",
                     "Unix time at which the rail's energy counter was last published, by the "
                     "driver's own word.");
}

}  // namespace

std::optional<double> system_watts(std::optional<double> value) {
  if (!value || !(*value > 0) || *value > kMostWatts) return std::nullopt;
  return value;
}

void AppleMeter::follow(const apple::Sample& sample) {
  std::vector<std::string> names;
  for (const apple::Channel& channel : sample.ioreport) {
    const apple::ChannelIdentity& identity = *channel.identity;
    if (identity.group != kEnergyGroup || identity.format != apple::ChannelFormat::simple) continue;
    const auto joules = joules_per_unit(identity.unit);
    if (!joules || channel.value < 0 || !is_energy_channel(identity.channel)) continue;
    counters_[identity.channel].update(static_cast<double>(channel.value) * *joules,
                                       channel.published_ns, sample.mono_ns);
    names.push_back(identity.channel);
  }
  rails_.clear();
  for (const RailChannels& rail : rails_of(names)) {
    rails_[rail.rail] = rail_of(rail.channels, sample.mono_ns);
  }
}

AppleMeter::Rail AppleMeter::rail_of(const std::vector<std::string>& channels,
                                     std::uint64_t mono_ns) const {
  Rail rail;
  rail.watts = 0;
  rail.live = true;
  for (const std::string& name : channels) {
    const PublishedCounter& counter = counters_.at(name);
    const std::optional<double> watts = counter.watts(mono_ns);
    rail.watts = rail.watts && watts ? std::optional(*rail.watts + *watts) : std::nullopt;
    const std::optional<bool> live = counter.is_live(mono_ns);
    if (rail.live.value_or(false)) rail.live = live;
    rail.joules += counter.joules();
    rail.published_ns = std::max(rail.published_ns, counter.published_ns());
  }
  return rail;
}

void AppleMeter::update(const apple::Sample& sample, std::optional<double> system_watts) {
  follow(sample);
  system_watts_ = system_watts;
  unix_seconds_at_zero_ =
      static_cast<double>(sample.unix_ms) / 1e3 - static_cast<double>(sample.mono_ns) / 1e9;
  for (const auto& [name, rail] : rails_) {
    if (rail.watts) samples_.observe(name, *rail.watts);
  }
  if (system_watts_) samples_.observe(kSystem, *system_watts_);
}

std::optional<double> AppleMeter::watts(std::string_view rail) const {
  const auto found = rails_.find(rail);
  return found == rails_.end() ? std::nullopt : found->second.watts;
}

core::Families AppleMeter::families() const {
  std::vector<Energy> energies;
  std::vector<Power> powers;
  core::Family live = live_family();
  core::Family published = publication_family();
  for (const auto& [name, rail] : rails_) {
    const core::Labels labels{{"rail", name}};
    // What has been counted stays shown while the rail is silent; a rail never heard of has none.
    if (rail.joules > 0 || rail.live.value_or(false)) energies.push_back({name, rail.joules});
    if (rail.watts) powers.push_back({name, std::string(kModel), *rail.watts});
    if (rail.live) live.add(labels, *rail.live ? 1 : 0);
    if (rail.published_ns) {
      published.add(labels, unix_seconds_at_zero_ + static_cast<double>(*rail.published_ns) / 1e9);
    }
  }
  if (system_watts_) powers.push_back({std::string(kSystem), "smc", *system_watts_});
  return core::with_samples(energy_family(energies), power_family(powers), std::move(live),
                            std::move(published), samples_.family());
}

}  // namespace silicon::energy
