// One energy counter that its driver publishes now and then: per sample on macOS 15 and 26, in
// batches of 2 s on macOS 27, of 30 minutes on a headless machine, or never to those without an
// entitlement. Between publications it stands still, which does not mean 0 W (all-smi #410 to #424,
// macmon #66). State without locks: one thread at a time. Tested by
// tests/exporter/sources/energy/apple/published_counter_test.cpp.
#pragma once

#include <cstdint>
#include <optional>

namespace silicon::energy {

// More than any Mac draws: the largest power supply is 1280 W.
inline constexpr double kMostWatts = 2000;

class PublishedCounter {
 public:
  // The counter's value in joules at mono_ns, and when it was published, on the same clock; nullopt
  // where that is not said. A fall is a new beginning. So is a rise of more than kMostWatts, over
  // the time since the counter last moved.
  void update(double joules, std::optional<std::uint64_t> published_ns, std::uint64_t mono_ns);

  // Since the first update. Energy that cannot be known is not counted.
  double joules() const { return joules_; }

  // The mean over the driver's own span between two publications at least 50 ms apart; without
  // believable publication times, between two moves of the value. Held until the next one, but at
  // most max(10 s, two spans); then, and before the first, nullopt.
  std::optional<double> watts(std::uint64_t mono_ns) const;

  // Whether the driver published within that time. nullopt while that cannot be known: in the first
  // ten seconds.
  std::optional<bool> is_live(std::uint64_t mono_ns) const;

  // The latest believable publication.
  std::optional<std::uint64_t> published_ns() const { return published_; }

 private:
  struct Point {
    double joules = 0;
    std::uint64_t at_ns = 0;
  };

  void begin(double joules, std::optional<std::uint64_t> published_ns, std::uint64_t mono_ns);
  void measure(const Point& now);

  bool started_ = false;
  double joules_ = 0;
  std::uint64_t began_ns_ = 0;
  Point seen_;                        // the latest value, and when it was seen to move
  Point anchor_;                      // where the span under way begins
  bool anchor_is_published_ = false;  // on whose clock: the driver's, or ours
  std::optional<std::uint64_t> published_;
  std::optional<double> watts_;
  std::uint64_t fresh_until_ns_ = 0;  // 0: never published
};

}  // namespace silicon::energy
