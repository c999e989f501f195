// Busy time of Intel's NPU on Linux (drivers/accel/ivpu/ivpu_sysfs.c: npu_busy_time_us since 6.11):
// a counter of microseconds, as a share of time.
// Pure; one thread. Tested by tests/exporter/sources/ane/npu_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "exporter/core/time.hpp"

namespace silicon::ane {

// The content of npu_busy_time_us.
std::optional<std::uint64_t> parse_microseconds(std::string_view text);

class BusyShare {
 public:
  // The share of the time since the previous reading, at most 1; nullopt for the first reading,
  // after the counter fell (the driver was reloaded), and when no time has passed.
  std::optional<double> update(std::uint64_t busy_microseconds, core::SteadyInstant at);

 private:
  struct Reading {
    std::uint64_t busy;
    core::SteadyInstant at;
  };
  std::optional<Reading> before_;
};

}  // namespace silicon::ane
