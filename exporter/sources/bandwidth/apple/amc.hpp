// IOReport's "AMC Stats": bytes that the memory controllers counted, exact, where the system still
// gives them (M1, M2, base M4; refused from M3 on). Pure; any thread.
// Tested by tests/exporter/sources/bandwidth/apple/amc_test.cpp.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::bandwidth {

struct AmcTraffic {
  // Bytes, by agent ("" for everybody) and direction ("read", "write", "all").
  std::map<std::pair<std::string, std::string>, double> bytes;
};

// What was moved, from differences of "GFX DCS RD" and its kin. "DCS RD" without an agent is the
// controllers' own total and is never added to the agents; where it is missing, their sum is the
// total. "AF" channels are on the fabric's side and count the same bytes again.
AmcTraffic amc_traffic(const std::vector<apple::Channel>& deltas);

}  // namespace silicon::bandwidth
