// How fast the clusters of an Apple silicon machine really ran, from IOReport's "CPU Complex
// Performance States". Not utilization: any core that is awake keeps its cluster awake.
// Pure but for ClusterMeter, which has state: one thread at a time. Tested by
// tests/exporter/sources/cpu/apple/clusters_test.cpp, fuzzed by tests/fuzz/apple/channel_names.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/sources/apple/channel_deltas.hpp"
#include "exporter/sources/apple/machine.hpp"
#include "exporter/sources/apple/sample.hpp"
#include "exporter/sources/cpu/apple/placements.hpp"

namespace silicon::cpu {

inline constexpr std::string_view kComplexGroup = "CPU Stats";
inline constexpr std::string_view kComplexSubgroup = "CPU Complex Performance States";

// What the name of a complex's channel says: "PCPM1" is type "P", cluster 1, manager;
// "DIE_1_ECPU" is type "E", die 1.
struct ComplexName {
  std::string type;
  unsigned die = 0;
  unsigned cluster = 0;     // on its die
  bool is_manager = false;  // "CPM": what the cluster ran at; "CPU": what its cores asked for
};

// nullopt for "PCPM_IDLE" and whatever else is no complex.
std::optional<ComplexName> parse_complex_name(std::string_view channel);

struct ClusterSpeed {
  std::string cluster;
  std::string tier;
  std::optional<double> hertz;  // the mean while active; nullopt where it never was, or no table
  std::optional<double> max_hertz;
  std::optional<double> active_ratio;
};

class ClusterMeter {
 public:
  explicit ClusterMeter(apple::Machine machine);

  // On M3 and later the manager's channel is right and the cores' states what was requested: a base
  // M4 that was asked for 4464 MHz ran at 3936 (macmon #78). On M1 the manager's channel belongs to
  // the fabric and has never been idle since boot; then the cores' channel counts.
  // `seconds`: since the previous sample; nullopt where differences mean nothing.
  std::vector<ClusterSpeed> update(const apple::Sample& sample, std::optional<double> seconds);

 private:
  std::optional<apple::Activity> activity_of(const AppleCluster& cluster,
                                             const std::vector<apple::Channel>& deltas,
                                             double seconds) const;
  const AppleCluster* find(const ComplexName& name) const;

  apple::Machine machine_;
  AppleTopology topology_;
  unsigned dies_ = 1;
  apple::ChannelDeltas deltas_;
  std::vector<std::string> trusted_managers_;  // names of clusters
};

// silicon_cpu_cluster_frequency_hertz, _max_hertz and silicon_cpu_cluster_active_ratio.
core::Families cluster_families(const std::vector<ClusterSpeed>& clusters);

}  // namespace silicon::cpu
