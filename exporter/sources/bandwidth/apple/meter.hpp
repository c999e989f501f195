// Memory traffic of an Apple silicon machine from sample to sample, from whichever of its two
// origins gives it, and the families of it.
// State without locks: one thread at a time. Tested by
// tests/exporter/sources/bandwidth/apple/meter_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "exporter/core/family.hpp"
#include "exporter/core/histogram.hpp"
#include "exporter/sources/apple/channel_deltas.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::bandwidth {

inline constexpr std::string_view kHistogramGroup = "PMP";  // M3 Max and M5 Max: "PMP0"
inline constexpr std::string_view kHistogramSubgroup = "DCS BW";
inline constexpr std::string_view kAmcGroup = "AMC Stats";
inline constexpr std::string_view kAmcSubgroup = "Perf Counters";

// The channels of "DCS BW" that are used: of the aggregate all directions, of agents "RD+WR".
bool is_wanted_histogram(std::string_view channel);

class AppleMeter {
 public:
  explicit AppleMeter(std::optional<double> peak_bytes_per_second);

  // `seconds`: since the previous sample; nullopt where differences mean nothing.
  // An agent's mean is taken over the aggregate's ticks: its own stand still while it has no power,
  // so that a bursty GPU of 5 GB/s would show 11 (calibrated on an M3 Pro).
  void update(const apple::Sample& sample, std::optional<double> seconds);

  // silicon_memory_transferred_bytes_total, silicon_memory_agent_transferred_bytes_total,
  // silicon_memory_bandwidth_bytes_per_second, _peak_bytes_per_second,
  // _resolution_bytes_per_second, _saturated, and silicon_memory_bandwidth_sample_ratio where the
  // peak is known. Agents are in the counter only.
  core::Families families() const;

 private:
  using Key = std::pair<std::string, std::string>;  // agent ("" for all), direction
  struct Interval {
    std::map<Key, double> bytes_per_second;
    std::map<std::string, bool> saturated;  // by agent
    std::optional<double> resolution;
  };

  static Interval from_histograms(const std::vector<apple::Channel>& deltas);
  static Interval from_amc(const std::vector<apple::Channel>& deltas, double seconds);

  std::optional<double> peak_;
  apple::ChannelDeltas deltas_;
  core::Histogram samples_;
  std::string source_;  // "amc" or "pmp_histogram"
  Interval interval_;   // the last one; empty where there was none
  std::map<Key, double> bytes_;
};

}  // namespace silicon::bandwidth
