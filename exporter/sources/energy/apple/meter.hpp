// Energy and power of an Apple silicon machine's rails from sample to sample, and the families of
// them. State without locks: one thread at a time. Tested by
// tests/exporter/sources/energy/apple/meter_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/sources/apple/sample.hpp"
#include "exporter/sources/energy/apple/published_counter.hpp"
#include "exporter/sources/energy/families.hpp"

namespace silicon::energy {

// The SMC's figure for the whole machine: key "PSTR", type flt, watts. `value` is the decoded key;
// nullopt where it cannot be (not above 0, or above 2000).
std::optional<double> system_watts(std::optional<double> value);

class AppleMeter {
 public:
  // `system_watts`: of this moment.
  void update(const apple::Sample& sample, std::optional<double> system_watts);

  // The power of one rail at the latest update.
  std::optional<double> watts(std::string_view rail) const;

  // silicon_energy_joules_total and silicon_power_watts of rails that are published;
  // silicon_energy_rail_live and silicon_energy_last_publication_timestamp_seconds of all;
  // silicon_power_sample_watts. A rail that the system keeps to itself (macOS 27, for those without
  // an entitlement) has no energy and no power, and is not live.
  core::Families families() const;

 private:
  struct Rail {
    std::optional<double> watts;
    std::optional<bool> live;
    std::optional<std::uint64_t> published_ns;
    double joules = 0;
  };

  void follow(const apple::Sample& sample);
  Rail rail_of(const std::vector<std::string>& channels, std::uint64_t mono_ns) const;

  std::map<std::string, PublishedCounter> counters_;  // by channel
  std::map<std::string, Rail, std::less<>> rails_;
  std::optional<double> system_watts_;
  double unix_seconds_at_zero_ = 0;  // when the monotonic clock began
  PowerSamples samples_;
};

}  // namespace silicon::energy
