// One line of an engine's statistics of a container, for machines where its cgroup cannot be read:
// on a Mac it lies in a virtual machine. Pure; any thread.
// Tested by tests/exporter/sources/containers/engine/stats_test.cpp, fuzzed by
// tests/fuzz/containers/container_engine.cpp.
#pragma once

#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/sources/containers/engine/containers.hpp"
#include "exporter/sources/containers/reading.hpp"

namespace silicon::engine {

// GET /containers/ID/stats?stream=true of a container that runs. What only the kernel's files say
// (pressure, kills, the kernel's memory) is not there. Limits and networks shared with others come
// from `container`: the statistics call the machine's memory a limit, and repeat a shared network.
// The cgroup's path is what Docker gives it inside the machine of its own: "/docker/ID". Absent:
// the engine has nothing to say of it (it ended).
core::Result<containers::ContainerReading> parse_stats(std::string_view line,
                                                       const ContainerMetadata& container);

}  // namespace silicon::engine
