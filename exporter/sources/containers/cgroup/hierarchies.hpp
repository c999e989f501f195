// Where this machine's cgroup controllers are mounted: one tree for all (v2), one for each or for
// some (v1), or both at a time (hybrid). Told by what is mounted, never by the type of
// /sys/fs/cgroup, which is a tmpfs on many a hybrid host. Pure; any thread.
// Tested by tests/exporter/sources/containers/cgroup/hierarchies_test.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/sources/disks/mounts.hpp"

namespace silicon::containers {

struct Hierarchies {
  std::string unified;                                     // where v2 is; "" where it is not
  std::map<std::string, std::string, std::less<>> legacy;  // v1: by controller, and "systemd"

  // Where the controller's v1 files are; "" where v2 has it, or nobody.
  std::string_view v1(std::string_view controller) const;

  // The tree in which every container has its cgroup: that of the memory controller or its nearest
  // substitute in v1, else v2. "" where there are no cgroups.
  std::string_view tree() const;
};

// Of several mounts of one hierarchy the first counts: later ones are bind mounts of parts of it.
Hierarchies find_hierarchies(const std::vector<disks::Mount>& mounts);

}  // namespace silicon::containers
