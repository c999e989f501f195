// Limits from cgroup files, and what they come to along a path: a container is held by the tightest
// limit between its innermost cgroup and the root. Podman with crun sets them on the child
// "container" of the scope, systemd on a slice above it. Pure; any thread.
// Tested by tests/exporter/sources/containers/cgroup/limits_test.cpp, fuzzed by
// tests/fuzz/containers/cgroup_files.cpp.
#pragma once

#include <string_view>

#include "exporter/sources/containers/reading.hpp"

namespace silicon::containers {

// cpu.max of v2: "50000 100000", "max 100000". Sets quota and period, or neither.
void read_cpu_max(std::string_view text, Limits& limits);

// cpu.cfs_quota_us ("-1" is none) and cpu.cfs_period_us of v1.
void read_cfs(std::string_view quota, std::string_view period, Limits& limits);

// cpu.weight of v2 on the scale of v1's shares: 100 is 2597 there, not 1024. As the runtimes
// convert (opencontainers/cgroups, ConvertCPUSharesToCgroupV2Value, read backwards), and cAdvisor.
Count shares_of_weight(std::string_view text);

// Makes `limits` no looser than what holds at another cgroup of the path. Shares and the
// reservation are not limits: they stay.
void tighten(Limits& limits, const Limits& other);

}  // namespace silicon::containers
