#include "tests/support/synthetic_mac/raw/meters.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace silicon::testing::synthetic {
namespace {

constexpr double kTicksPerSecond = 24e6;
constexpr double kWindowsPerSecond = 1000;
constexpr unsigned kLevels = 32;

apple::ChannelIdentity identity_of(std::string group, std::string subgroup, std::string channel,
                                   std::string unit) {
  apple::ChannelIdentity identity;
  identity.group = std::move(group);
  identity.subgroup = std::move(subgroup);
  identity.channel = std::move(channel);
  identity.unit = std::move(unit);
  return identity;
}

// "  32GB/s", "1024GB/s": padded, as real ones are.
std::vector<std::string> level_names(unsigned step) {
  std::vector<std::string> names;
  for (unsigned i = 1; i <= kLevels; ++i) {
    std::string edge = std::to_string(i * step);
    edge.insert(0, 4 - edge.size(), ' ');
    names.push_back(edge + "GB/s");
  }
  return names;
}

double units_per_joule(const std::string& unit) {
  if (unit == "nJ") return 1e9;
  return unit == "uJ" ? 1e6 : 1e3;
}

}  // namespace

std::vector<std::int64_t> allot(std::int64_t total, const std::vector<double>& shares) {
  std::vector<std::int64_t> parts;
  std::int64_t left = total;
  for (const double share : shares) {
    parts.push_back(static_cast<std::int64_t>(static_cast<double>(total) * share));
    left -= parts.back();
  }
  const auto largest = std::max_element(shares.begin(), shares.end()) - shares.begin();
  parts[static_cast<std::size_t>(largest)] += left;
  return parts;
}

ResidencyMeter::ResidencyMeter(std::string group, std::string subgroup, std::string channel,
                               std::vector<std::string> states)
    : ticks_(states.size(), 0) {
  apple::ChannelIdentity identity =
      identity_of(std::move(group), std::move(subgroup), std::move(channel), "24Mticks");
  identity.format = apple::ChannelFormat::state;
  identity.states = std::move(states);
  identity_ = std::make_shared<const apple::ChannelIdentity>(std::move(identity));
}

void ResidencyMeter::spend(double seconds, const std::vector<double>& shares) {
  const auto parts = allot(std::llround(seconds * kTicksPerSecond), shares);
  for (std::size_t i = 0; i < ticks_.size(); ++i) ticks_[i] += parts[i];
}

apple::Channel ResidencyMeter::channel() const {
  return {identity_, 0, ticks_, {}};
}

TrafficMeter::TrafficMeter(std::string channel, unsigned step)
    : width_(step * 1e9), windows_(kLevels, 0) {
  apple::ChannelIdentity identity = identity_of("PMP", "DCS BW", std::move(channel), "events");
  identity.driver = "RTBuddyIOReportingEndpoint";
  identity.format = apple::ChannelFormat::state;
  identity.states = level_names(step);
  identity_ = std::make_shared<const apple::ChannelIdentity>(std::move(identity));
}

void TrafficMeter::watch(double seconds, double share, double bytes_per_second) {
  if (share <= 0) return;
  const double reach = std::min(width_, bytes_per_second);
  const double low = bytes_per_second - reach;
  const double high = bytes_per_second + reach;
  const double windows = seconds * share * kWindowsPerSecond;
  for (unsigned i = 0; i < kLevels; ++i) {
    const double from = std::max(low, i * width_);
    // The last level has no upper end.
    const double to = i + 1 == kLevels ? high : std::min(high, (i + 1) * width_);
    if (to > from) windows_[i] += windows * (to - from) / (high - low);
  }
}

apple::Channel TrafficMeter::channel() const {
  apple::Channel channel{identity_, 0, {}, {}};
  for (const double windows : windows_) {
    channel.residencies.push_back(static_cast<std::int64_t>(windows));
  }
  return channel;
}

EnergyMeter::EnergyMeter(std::string channel, std::string unit)
    : per_joule_(units_per_joule(unit)),
      identity_(std::make_shared<const apple::ChannelIdentity>(
          identity_of("Energy Model", "", std::move(channel), std::move(unit)))) {}

void EnergyMeter::publish(std::uint64_t mono_ns) {
  published_joules_ = joules_;
  published_ns_ = mono_ns;
}

apple::Channel EnergyMeter::channel() const {
  const auto value = static_cast<std::int64_t>(published_joules_ * per_joule_);
  return {identity_, value, {}, published_ns_};
}

}  // namespace silicon::testing::synthetic
