// Which cgroups are containers, by their paths alone: those of Docker, Podman, containerd and
// Kubernetes, CRI-O, nerdctl, ctr and ECS, under either cgroup driver and any parent. Not their
// names: a runtime knows those. Pure; any thread.
// Tested by tests/exporter/sources/containers/cgroup/paths_test.cpp.
#pragma once

#include <optional>
#include <string_view>

#include "exporter/sources/containers/reading.hpp"

namespace silicon::containers {

struct Identity {
  std::string_view id;  // points into the path
  Runtime runtime = Runtime::unknown;

  friend bool operator==(const Identity&, const Identity&) = default;
};

// The container whose cgroup this is, by path from the hierarchy's root. Nothing for what is around
// containers (slices, pods) and in them: Podman's "<scope>/container" is the inside of "<scope>".
// Containers inside containers are containers.
std::optional<Identity> identify(std::string_view path);

// A cgroup, by its last component, that neither is nor holds a container: mounts of systemd, and
// the monitors (conmon) that sit beside containers under their ids.
bool holds_no_container(std::string_view name);

}  // namespace silicon::containers
