#include "exporter/sources/containers/cgroup/hierarchies.hpp"

#include <array>

#include "exporter/core/text.hpp"

namespace silicon::containers {
namespace {

// Controllers that every runtime makes a cgroup in for each container, best first.
constexpr std::array<std::string_view, 7> kComplete{"memory", "cpuacct", "cpu",   "pids",
                                                    "blkio",  "systemd", "cpuset"};
constexpr std::array<std::string_view, 6> kControllers{"memory", "cpuacct", "cpu",
                                                       "pids",   "blkio",   "cpuset"};

void take_legacy(const disks::Mount& mount, Hierarchies& found) {
  std::string_view options = mount.super_options;
  while (!options.empty()) {
    const auto [option, rest] = core::cut(options, ',');
    options = rest;
    if (option == "name=systemd") found.legacy.emplace("systemd", mount.mountpoint);
    for (const std::string_view controller : kControllers) {
      if (option == controller) found.legacy.emplace(controller, mount.mountpoint);
    }
  }
}

}  // namespace

std::string_view Hierarchies::v1(std::string_view controller) const {
  const auto found = legacy.find(controller);
  return found == legacy.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view Hierarchies::tree() const {
  for (const std::string_view controller : kComplete) {
    // The tree of systemd's own is there on a hybrid host whose controllers are all on v2.
    if (controller == "systemd" && !unified.empty()) continue;
    if (const std::string_view mounted = v1(controller); !mounted.empty()) return mounted;
  }
  return unified;
}

Hierarchies find_hierarchies(const std::vector<disks::Mount>& mounts) {
  Hierarchies found;
  for (const disks::Mount& mount : mounts) {
    if (mount.fstype == "cgroup2" && found.unified.empty()) found.unified = mount.mountpoint;
    if (mount.fstype == "cgroup") take_legacy(mount, found);
  }
  return found;
}

}  // namespace silicon::containers
