// PerfCounters from memory: counters stand where a test puts them, and failures are scripted.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exporter/platform/linux/hardware/perf/perf_counters.hpp"

namespace silicon::testing {

class FakePerfCounters : public linux_platform::PerfCounters {
 public:
  // Which counter: PMU type, config, CPU.
  using Key = std::tuple<std::uint32_t, std::uint64_t, unsigned>;

  std::map<Key, pmu::CounterReading> readings;
  std::vector<std::vector<Key>> opened;   // one entry per group
  std::optional<core::Error> refuse_all;  // every open fails
  bool refuse_groups = false;             // groups of more than one fail as invalid
  std::optional<core::Error> fail_reads;

  // Counts on, with a register all the time.
  void advance(const Key& key, std::uint64_t counts, std::uint64_t nanoseconds = 1'000'000'000) {
    pmu::CounterReading& reading = readings[key];
    reading.value += counts;
    reading.enabled_ns += nanoseconds;
    reading.running_ns += nanoseconds;
  }

  core::Result<std::unique_ptr<linux_platform::PerfGroup>> open(
      const std::vector<linux_platform::PerfEvent>& events, unsigned cpu) override {
    if (refuse_all) return *refuse_all;
    if (refuse_groups && events.size() > 1) {
      return core::Error("no groups here", core::ErrorKind::invalid);
    }
    std::vector<Key> keys;
    for (const auto& event : events) keys.emplace_back(event.type, event.encoding[0], cpu);
    opened.push_back(keys);
    return std::unique_ptr<linux_platform::PerfGroup>(std::make_unique<Group>(*this, keys));
  }

 private:
  class Group : public linux_platform::PerfGroup {
   public:
    Group(FakePerfCounters& machine, std::vector<Key> keys)
        : machine_(machine), keys_(std::move(keys)) {}

    core::Result<std::vector<pmu::CounterReading>> read() override {
      if (machine_.fail_reads) return *machine_.fail_reads;
      std::vector<pmu::CounterReading> result;
      for (const Key& key : keys_) result.push_back(machine_.readings[key]);
      return result;
    }

   private:
    FakePerfCounters& machine_;
    std::vector<Key> keys_;
  };
};

}  // namespace silicon::testing
