// Which of the containers that share a network (a pod, --network container:NAME) shows its figures:
// one, and always the same one. A reader reads each network once, through whichever container it
// comes to first. Pure; any thread.
// Tested by tests/exporter/sources/containers/families/shared_networks_test.cpp.
#pragma once

#include <span>

#include "exporter/sources/containers/families/usage.hpp"

namespace silicon::containers {

// Sets the network of each subject: that of its own reading where no namespace is told; else, for
// one of those with the same namespace, that of whoever was read with it. That one is who owns the
// network as the engine says, then who may own it for all that is known; of several the first by
// name.
void settle_networks(std::span<Subject> subjects);

}  // namespace silicon::containers
