// The eyes that the search for a container engine needs on this machine, and the searches with
// them. Any thread. Tested by tests/exporter/platform/engine/locate_test.cpp.
#pragma once

#include <functional>
#include <string>

#include "exporter/core/result.hpp"
#include "exporter/sources/containers/engine/location/endpoint.hpp"

namespace silicon::engine_platform {

// Finds the address of an engine, anew each time that it is asked.
using Locate = std::function<core::Result<std::string>()>;

// `root` is where the machine's files are found if not at "/": sockets are sought there too.
engine::Surroundings this_process(const std::string& root);

// See docker_endpoint() and podman_endpoint().
Locate locate_docker(std::string configured, engine::Surroundings surroundings);

// Absent where it is the socket that stands for Docker's too, as with the package podman-docker.
Locate locate_podman(engine::Surroundings surroundings);

}  // namespace silicon::engine_platform
