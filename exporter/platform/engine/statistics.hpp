// The newest statistics of each container, written by the thread that asks an engine and read by
// the one that samples. Thread-safe. Tested by tests/exporter/platform/engine/statistics_test.cpp.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/sources/containers/reading.hpp"

namespace silicon::engine_platform {

class Statistics {
 public:
  void put(containers::ContainerReading reading, core::SteadyInstant now);
  void erase(std::string_view id);
  void clear();

  // Appends those that came lately; an engine sends one a second for each container.
  void append_to(std::vector<containers::ContainerReading>& readings,
                 core::SteadyInstant now) const;

 private:
  struct Timed {
    containers::ContainerReading reading;
    core::SteadyInstant at;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Timed, std::less<>> newest_;
};

}  // namespace silicon::engine_platform
