// Traffic between processor and memory as metric families, the same for every platform.
// A share of the peak is for platforms that know their peak: Linux tells none, so none is made up.
// Pure; any thread. Tested by tests/exporter/sources/bandwidth/families_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/time.hpp"

namespace silicon::bandwidth {

// What one counter, or several added up, says about one direction.
struct Traffic {
  std::string direction;                   // "read", "write", "all"
  std::string source;                      // "resctrl_mbm", "uncore_imc"...: who counted
  std::optional<double> bytes;             // since the exporter started watching
  std::optional<double> bytes_per_second;  // over the last interval
};

// silicon_memory_transferred_bytes_total and silicon_memory_bandwidth_bytes_per_second; one without
// samples is left out.
core::Families families(const std::vector<Traffic>& traffic);

// The mean rate of a counter between its last two readings. One thread.
class Rate {
 public:
  // `complete`: false where a part of what the total adds up could not be read, so that this
  // interval and the next have no rate.
  std::optional<double> update(double total, core::SteadyInstant at, bool complete = true);

 private:
  struct Reading {
    double total;
    core::SteadyInstant at;
  };
  std::optional<Reading> before_;
};

}  // namespace silicon::bandwidth
