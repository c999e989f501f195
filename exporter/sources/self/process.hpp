// What the exporter itself takes of the machine, under the names that every Prometheus client
// library uses. Which file says what is proc_files.hpp's business. Pure; any thread.
// Tested by tests/exporter/sources/self/process_test.cpp.
#pragma once

#include <optional>

#include "exporter/core/family.hpp"

namespace silicon::self {

// What is not known is left out.
struct ProcessReading {
  std::optional<double> cpu_seconds = std::nullopt;  // user and system, all threads
  std::optional<double> resident_bytes = std::nullopt;
  std::optional<double> virtual_bytes = std::nullopt;
  std::optional<double> open_descriptors = std::nullopt;
  std::optional<double> most_descriptors = std::nullopt;
  std::optional<double> start_unix_seconds = std::nullopt;
  std::optional<double> threads = std::nullopt;
};

// process_*.
core::Families process_families(const ProcessReading& reading);

}  // namespace silicon::self
