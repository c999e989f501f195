#include "exporter/sources/cpu/apple/clusters.hpp"

#include <algorithm>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/apple/frequency_table.hpp"

namespace silicon::cpu {
namespace {

constexpr unsigned kMostClusters = 64;

// The number that `text` is, "" being 0; nullopt for anything else.
std::optional<unsigned> small_number(std::string_view text) {
  if (text.empty()) return 0;
  const auto number = core::parse_unsigned(text);
  if (!number || *number >= kMostClusters) return std::nullopt;
  return static_cast<unsigned>(*number);
}

std::optional<apple::Activity> cumulative(const apple::Channel& channel) {
  std::optional<apple::Activity> activity = apple::activity_of(channel);
  return activity && activity->inactive >= 0 ? activity : std::nullopt;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::optional<ComplexName> parse_complex_name(std::string_view channel) {
  ComplexName name;
  channel = core::trimmed(channel);
  constexpr std::string_view kDie = "DIE_";
  if (channel.starts_with(kDie)) {
    const auto [die, rest] = core::cut(channel.substr(kDie.size()), '_');
    const auto number = small_number(die);
    if (!number || die.empty()) return std::nullopt;
    name.die = *number;
    channel = rest;
  }
  if (channel.size() < 4) return std::nullopt;
  const std::string_view kind = channel.substr(1, 3);
  const auto cluster = small_number(channel.substr(4));
  if ((kind != "CPU" && kind != "CPM") || !cluster) return std::nullopt;
  if (std::string_view("EPMS").find(channel[0]) == std::string_view::npos) return std::nullopt;
  name.type = channel[0];
  name.is_manager = kind == "CPM";
  name.cluster = *cluster;
  return name;
}

ClusterMeter::ClusterMeter(apple::Machine machine)
    : machine_(std::move(machine)), topology_(apple_topology(machine_)) {}

const AppleCluster* ClusterMeter::find(const ComplexName& name) const {
  const auto same_type = [&](const AppleCluster& cluster) { return cluster.type == name.type; };
  const auto of_type = static_cast<unsigned>(
      std::count_if(topology_.clusters.begin(), topology_.clusters.end(), same_type));
  const unsigned ordinal = name.die * (of_type / dies_) + name.cluster;
  for (const AppleCluster& cluster : topology_.clusters) {
    if (same_type(cluster) && cluster.ordinal == ordinal) return &cluster;
  }
  return nullptr;
}

std::optional<apple::Activity> ClusterMeter::activity_of(const AppleCluster& cluster,
                                                         const std::vector<apple::Channel>& deltas,
                                                         double seconds) const {
  const bool manager = contains(trusted_managers_, cluster.name);
  for (const apple::Channel& delta : deltas) {
    const auto name = parse_complex_name(delta.identity->channel);
    if (!name || name->is_manager != manager || find(*name) != &cluster) continue;
    auto activity = apple::activity_of(delta);
    if (activity && apple::lasts(*activity, seconds)) return activity;
  }
  return std::nullopt;
}

std::vector<ClusterSpeed> ClusterMeter::update(const apple::Sample& sample,
                                               std::optional<double> seconds) {
  std::vector<apple::Channel> complexes;
  for (const apple::Channel& channel : sample.ioreport) {
    const apple::ChannelIdentity& identity = *channel.identity;
    if (identity.group != kComplexGroup || identity.subgroup != kComplexSubgroup) continue;
    const auto name = parse_complex_name(identity.channel);
    if (!name) continue;
    complexes.push_back(channel);
    dies_ = std::max(dies_, name->die + 1);
    const auto since_boot = cumulative(channel);
    const AppleCluster* cluster = find(*name);
    if (name->is_manager && cluster != nullptr && since_boot && since_boot->inactive > 0 &&
        !contains(trusted_managers_, cluster->name)) {
      trusted_managers_.push_back(cluster->name);
    }
  }
  const std::vector<apple::Channel> deltas = deltas_.update(complexes, seconds.has_value());
  std::vector<ClusterSpeed> speeds;
  for (const AppleCluster& cluster : topology_.clusters) {
    ClusterSpeed speed{cluster.name, cluster.tier, {}, {}, {}};
    if (const auto activity = activity_of(cluster, deltas, seconds.value_or(0))) {
      const auto table =
          apple::cluster_table(machine_, cluster.type, cluster.ordinal, activity->active.size());
      speed.active_ratio = activity->active_ticks() / activity->total_ticks();
      if (table) speed.hertz = apple::mean_hertz(*activity, *table);
      if (table) speed.max_hertz = *std::max_element(table->begin(), table->end());
    }
    speeds.push_back(std::move(speed));
  }
  return speeds;
}

core::Families cluster_families(const std::vector<ClusterSpeed>& clusters) {
  core::Family hertz = core::gauge(
      "silicon_cpu_cluster_frequency_hertz",
      "Mean frequency at which the cluster ran while any of its cores was awake, over the last "
      "sampling interval; absent while none was. Realised states of IOReport (on M1 and M2 those "
      "that the cores asked for).");
  core::Family highest = core::gauge("silicon_cpu_cluster_frequency_max_hertz",
                                     "Highest frequency in the cluster's table.");
  core::Family active = core::gauge("silicon_cpu_cluster_active_ratio",
                                    "Share of the last sampling interval in which any core of the "
                                    "cluster was awake, 0 to 1. More "
                                    "than its utilization. From IOReport.");
  for (const ClusterSpeed& cluster : clusters) {
    const core::Labels labels{{"cluster", cluster.cluster}, {"tier", cluster.tier}};
    if (cluster.hertz) hertz.add(labels, *cluster.hertz);
    if (cluster.max_hertz) highest.add(labels, *cluster.max_hertz);
    if (cluster.active_ratio) active.add(labels, *cluster.active_ratio);
  }
  return core::with_samples(std::move(hertz), std::move(highest), std::move(active));
}

}  // namespace silicon::cpu
