// Where a container engine is to be reached, found as the docker command finds it. Pure: whoever
// calls lends its eyes. Any thread.
// Tested by tests/exporter/sources/containers/engine/location/endpoint_test.cpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::engine {

// What can be seen of the machine. Files that cannot be read are nullopt, folders empty.
struct Surroundings {
  std::function<std::optional<std::string>(const std::string& name)> variable;
  std::function<std::optional<std::string>(const std::string& path)> read_file;
  std::function<std::vector<std::string>(const std::string& path)> list_folder;
  std::function<bool(const std::string& path)> exists;
  std::string root = {};  // sockets are sought below it as well; "" for nowhere else
};

// An address that our client takes: "unix:///var/run/docker.sock", "http://10.0.0.5:2375". First
// the variable DOCKER_HOST; then `configured`, where it is not ""; then DOCKER_CONTEXT or the
// current context of the docker command's own configuration (in DOCKER_CONFIG or ~/.docker); then
// the first that exists of the sockets of Docker, rootless Docker, Docker Desktop, Colima and
// OrbStack. Source: docker/cli cli/command/cli.go, resolveContextName(). Absent: there is none.
core::Result<std::string> docker_endpoint(const std::string& configured,
                                          const Surroundings& surroundings);

// The sockets of Podman, root's and the user's own, and of its machine on a Mac.
core::Result<std::string> podman_endpoint(const Surroundings& surroundings);

// unix:// as it is and tcp:// as http://; ssh://, npipe:// and fd:// cannot be used here.
core::Result<std::string> client_url(const std::string& docker_host);

}  // namespace silicon::engine
