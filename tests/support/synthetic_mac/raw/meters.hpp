// Cumulative IOReport channels: what each adds up, and how it looks in a sample.
// State without locks: one thread at a time.
// Tested by tests/support/synthetic_mac/raw/meters_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::testing::synthetic {

// `total` in whole parts by `shares`, which add up to 1: nothing is lost, the largest share takes
// what rounding leaves.
std::vector<std::int64_t> allot(std::int64_t total, const std::vector<double>& shares);

// A channel of residencies, in ticks of 24 MHz. Its states always add up to the time it watched.
class ResidencyMeter {
 public:
  ResidencyMeter(std::string group, std::string subgroup, std::string channel,
                 std::vector<std::string> states);

  void spend(double seconds, const std::vector<double>& shares);
  apple::Channel channel() const;

 private:
  std::shared_ptr<const apple::ChannelIdentity> identity_;
  std::vector<std::int64_t> ticks_;
};

// A histogram of PMP's "DCS BW": 32 levels of equal width, a thousand windows a second.
class TrafficMeter {
 public:
  // `step`: width of a level in GB/s.
  TrafficMeter(std::string channel, unsigned step);

  // Traffic at `bytes_per_second` on average, spread a level's width around that, as bursts do;
  // watched during `share` of the time.
  void watch(double seconds, double share, double bytes_per_second);
  apple::Channel channel() const;

 private:
  double width_;  // bytes per second
  std::shared_ptr<const apple::ChannelIdentity> identity_;
  std::vector<double> windows_;
};

// A counter of the Energy Model.
class EnergyMeter {
 public:
  // `unit`: "mJ", "uJ", "nJ".
  EnergyMeter(std::string channel, std::string unit);

  void draw(double watts, double seconds) { joules_ += watts * seconds; }
  void publish(std::uint64_t mono_ns);
  apple::Channel channel() const;

 private:
  double per_joule_;
  std::shared_ptr<const apple::ChannelIdentity> identity_;
  double joules_ = 0;
  double published_joules_ = 0;
  std::optional<std::uint64_t> published_ns_;
};

}  // namespace silicon::testing::synthetic
