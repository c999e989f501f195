// The source of containers: what a reader reads, joined to what the engine says, as families:
// cAdvisor's container_* and our silicon_container_*. A container is there as long as it is read,
// whatever is known about it; one that does not run is there by its state, within bounds. One
// thread at a time. Tested by tests/exporter/sources/containers/container_source_test.cpp.
#pragma once

#include <functional>
#include <memory>

#include "exporter/sources/containers/families/lifecycle.hpp"
#include "exporter/sources/containers/metadata.hpp"
#include "exporter/sources/containers/reading.hpp"
#include "exporter/sources/cpu/cpu.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::containers {

struct SourceParts {
  std::unique_ptr<ContainerReader> reader;
  MetadataProvider metadata;
  // The tiers of this machine's CPUs as of now, for silicon_container_cpuset_cores; may be empty.
  std::function<cpu::Placements()> placements;
  StoppedBounds stopped;
};

// What `metadata` holds on to lives as long as the source.
std::unique_ptr<sources::Source> container_source(SourceParts parts);

}  // namespace silicon::containers
