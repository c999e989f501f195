// IOReport's PMP "DCS BW": for how long memory traffic was at each level, as one state channel per
// agent and direction. Its states are the upper edges of levels; their unit is already a rate.
// Pure; any thread. Tested by tests/exporter/sources/bandwidth/apple/histogram_test.cpp, fuzzed by
// tests/fuzz/apple/histograms.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::bandwidth {

// "AMCC RD+WR": agent "AMCC", direction "all". Without an agent it is the memory controllers'
// aggregate, as "AMCC" is.
struct TrafficName {
  std::string agent;      // "" for the aggregate
  std::string direction;  // "read", "write", "all"
};

std::optional<TrafficName> parse_traffic_name(std::string_view channel);

// "  32GB/s" is 32e9 bytes per second; nullopt for what is no such edge.
std::optional<double> parse_edge(std::string_view state);

// What one histogram says about an interval.
struct Level {
  double ticks = 0;        // how long it watched: only while its agent had power
  double weighted = 0;     // sum of ticks * bytes per second, at the middle of each level
  double resolution = 0;   // bytes per second: the first level's width
  bool saturated = false;  // the last level, which has no upper end, was reached
};

// `delta`: of cumulative residencies. The middle of a level, not its edge: by edges an idle M4 Max
// moves 32 GB/s. nullopt where edges do not ascend, and where nothing was counted, which means that
// nobody watched and not that there was no traffic.
std::optional<Level> level_of(const apple::Channel& delta);

}  // namespace silicon::bandwidth
