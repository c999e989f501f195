// A synthetic Mac: an M4 Max that plays a script and says once a second what a real one would say,
// in the raw values of a recording. It calls itself synthetic in its model. The same seed gives the
// same recording, to the byte, on every machine. One thread at a time.
// Tested by tests/support/synthetic_mac/mac_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "exporter/sources/apple/sample.hpp"
#include "tests/support/synthetic_mac/physics/hardware.hpp"
#include "tests/support/synthetic_mac/physics/model.hpp"
#include "tests/support/synthetic_mac/raw/host.hpp"
#include "tests/support/synthetic_mac/raw/report.hpp"
#include "tests/support/synthetic_mac/script.hpp"

namespace silicon::testing::synthetic {

class SyntheticMac {
 public:
  // It has rested for two minutes since it was started.
  SyntheticMac(Model model, Script script, std::uint64_t seed);
  SyntheticMac(const SyntheticMac&) = delete;
  SyntheticMac& operator=(const SyntheticMac&) = delete;

  const apple::Machine& machine() const { return hardware_.machine; }
  const Hardware& hardware() const { return hardware_; }

  // The next sample, a second later, or later still where it slept; nullopt at the end. The first
  // one is before the script begins.
  std::optional<apple::Sample> next();

  // What is behind the latest sample: means over its second for what a mean makes sense of.
  const State& state() const { return state_; }
  double joules() const { return joules_; }          // of all rails, since it was started
  double cpu_joules() const { return cpu_joules_; }  // of the processor
  double bytes_moved() const { return bytes_moved_; }

 private:
  void live(const Activity& activity, double seconds);
  void pass_asleep(double seconds);
  apple::Sample sample();

  Hardware hardware_;
  Script script_;
  PhysicalModel model_;
  Report report_;
  HostCounters host_;
  State state_;
  std::size_t phase_ = 0;
  unsigned second_ = 0;  // of the phase
  bool began_ = false;
  std::uint64_t mono_ns_ = 0;
  std::int64_t unix_ms_ = 1'780'000'000'000;
  double joules_ = 0;
  double cpu_joules_ = 0;
  double bytes_moved_ = 0;
};

// The whole recording of a Mac that has not been asked for a sample yet: a line for the machine, a
// line for each sample.
std::string recording_of(SyntheticMac& mac);

}  // namespace silicon::testing::synthetic
