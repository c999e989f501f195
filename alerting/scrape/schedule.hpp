// When a target is scraped: on a fixed grid of its interval, shifted by a hash, so that targets
// are spread over the interval and every run of the program uses the same instants. As
// Prometheus's scrape/target.go, offset(), with another hash.
// Pure; any thread. Tested by tests/alerting/scrape/schedule_test.cpp.
#pragma once

#include <cstdint>

#include "exporter/core/time.hpp"

namespace silicon::scrape {

class Schedule {
 public:
  // `seed` tells two alerters apart that scrape the same targets. The interval is at least 1 ms.
  Schedule(core::Duration interval, std::uint64_t hash, std::uint64_t seed = 0);

  core::Duration interval() const { return interval_; }

  // The first slot behind `time`; the last one at or before it.
  core::Instant after(core::Instant time) const { return latest(time) + interval_; }
  core::Instant latest(core::Instant time) const;

 private:
  core::Duration interval_;
  core::Duration offset_;
};

// The time that the samples of a scrape get which was due at `slot` and began at `begun`: the slot,
// if that is within 2 ms (and 1 % of the interval), because evenly spaced times cost a third of the
// memory; otherwise the truth. Prometheus's scrape timestamp tolerance.
core::Instant sample_time(core::Instant slot, core::Instant begun, core::Duration interval);

}  // namespace silicon::scrape
