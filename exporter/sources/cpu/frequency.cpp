#include "exporter/sources/cpu/frequency.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace silicon::cpu {
namespace {

struct Cluster {
  std::string tier;
  double busy = 0;           // CPUs, in units of fully busy ones
  double busy_hertz = 0;     // sum of busy * hertz
  unsigned cpus = 0;         // with a frequency
  double hertz = 0;          // sum over cpus
  double maximum_hertz = 0;  // 0: not known
};

using Clusters = std::map<std::string, Cluster>;

const Placement* find(const Placements& placements, unsigned cpu) {
  const auto at = std::lower_bound(placements.begin(), placements.end(), cpu,
                                   [](const Placement& a, unsigned b) { return a.cpu < b; });
  return at != placements.end() && at->cpu == cpu ? &*at : nullptr;
}

void add(Cluster& cluster, const FrequencyDomain& domain, double busy) {
  cluster.maximum_hertz = std::max(cluster.maximum_hertz, domain.maximum_hertz.value_or(0));
  if (!domain.hertz) return;
  cluster.cpus += 1;
  cluster.hertz += *domain.hertz;
  cluster.busy += busy;
  cluster.busy_hertz += busy * *domain.hertz;
}

Clusters clusters_of(const std::vector<FrequencyDomain>& domains, const Placements& placements,
                     const BusyShare& busy) {
  Clusters clusters;
  for (const FrequencyDomain& domain : domains) {
    for (const unsigned cpu : domain.cpus) {
      const Placement* placement = find(placements, cpu);
      if (placement == nullptr) continue;
      Cluster& cluster = clusters[placement->cluster];
      cluster.tier = placement->tier;
      add(cluster, domain, busy(cpu).value_or(0));
    }
  }
  return clusters;
}

}  // namespace

core::Families frequency_families(const std::vector<FrequencyDomain>& domains,
                                  const Placements& placements, const BusyShare& busy) {
  core::Family now = core::gauge(
      "silicon_cpu_cluster_frequency_hertz",
      "Frequency of the cluster: the mean over its CPUs, weighted by how busy each was. From the "
      "kernel, which may state what it asked for instead of what the hardware did.");
  core::Family maximum =
      core::gauge("silicon_cpu_cluster_frequency_max_hertz",
                  "Highest frequency of the cluster's fastest CPU, boost included.");
  for (const auto& [name, cluster] : clusters_of(domains, placements, busy)) {
    const core::Labels labels{{"cluster", name}, {"tier", cluster.tier}};
    if (cluster.busy > 0) {
      now.add(labels, cluster.busy_hertz / cluster.busy);
    } else if (cluster.cpus > 0) {
      now.add(labels, cluster.hertz / cluster.cpus);
    }
    if (cluster.maximum_hertz > 0) maximum.add(labels, cluster.maximum_hertz);
  }
  return core::with_samples(std::move(now), std::move(maximum));
}

}  // namespace silicon::cpu
