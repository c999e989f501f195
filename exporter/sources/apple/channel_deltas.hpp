// What IOReport's cumulative channels did between two samples. A channel whose values make no sense
// (INT64_MIN, negative, falling) is left out for that interval.
// ChannelDeltas is state without locks: one thread at a time. Tested by
// tests/exporter/sources/apple/channel_deltas_test.cpp.
#pragma once

#include <optional>
#include <vector>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple {

// The ticks of channels whose unit is "24Mticks": the clock of Apple silicon's timers.
inline constexpr double kTicksPerSecond = 24e6;

class ChannelDeltas {
 public:
  // The differences since the previous call, of channels that were there both times; their
  // published_ns is that of `now`. Empty where `continuous` is false: then `now` only becomes the
  // new base.
  std::vector<Channel> update(const std::vector<Channel>& now, bool continuous);

 private:
  std::vector<Channel> before_;
};

// How long a channel was in its performance states, in ticks. `active` has one entry per state
// "VnPm" or "Pn", in order; whatever precedes these (DOWN, IDLE, OFF, names not heard of yet) is
// inactive.
struct Activity {
  double inactive = 0;
  std::vector<double> active;

  double active_ticks() const;
  double total_ticks() const { return inactive + active_ticks(); }
};

// nullopt where there is no performance state, or something else among them.
std::optional<Activity> activity_of(const Channel& delta);

// The mean frequency while active: each state's hertz weighted by its time. States and table are
// paired by position; nullopt where their numbers differ, or nothing was active.
std::optional<double> mean_hertz(const Activity& activity, const std::vector<double>& hertz);

// Whether all states together lasted as long as the interval, to within a quarter: they must, so a
// sum that does not comes from a channel that was reset or is not what it seems.
bool lasts(const Activity& activity, double seconds);

}  // namespace silicon::apple
