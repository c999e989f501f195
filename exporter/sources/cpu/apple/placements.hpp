// Which tier and cluster each CPU of an Apple silicon machine belongs to, as its device tree says.
// Without a device tree nothing: CPU 0 is in the slow tier of most chips, in neither of others, and
// an Ultra interleaves its dies. Pure; any thread. Tested by
// tests/exporter/sources/cpu/apple/placements_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "exporter/sources/apple/machine.hpp"
#include "exporter/sources/cpu/cpu.hpp"

namespace silicon::cpu {

// Tiers by `cluster-type`: E is "efficiency"; P is "performance", but "super" where there are
// clusters of type M (M5 Pro and Max), which are "performance" there; S is "super". Another type is
// "unknown".
struct AppleCluster {
  std::string name;  // "E0", "P0", "P1", "S0": the tier's letter, counted within the tier
  std::string tier;
  std::string type;      // as the device tree and names of channels have it: "E", "P", "M", "S"
  unsigned ordinal = 0;  // among the clusters of the type, in the order of their logical ids
};

struct AppleTopology {
  Placements placements;               // CPUs with a logical id, ascending; each once
  std::vector<AppleCluster> clusters;  // in the order of their logical ids
};

AppleTopology apple_topology(const apple::Machine& machine);

}  // namespace silicon::cpu
