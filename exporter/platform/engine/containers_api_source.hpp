// The source `containers_api`: containers by their engine's statistics, for machines whose cgroups
// are out of reach. Where cgroups are read, the source `containers` does it better, and this one is
// absent. Tested by tests/exporter/platform/engine/engines_test.cpp.
#pragma once

#include <memory>
#include <string>

#include "exporter/platform/engine/engines.hpp"
#include "exporter/sources/containers/families/lifecycle.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::engine_platform {

// Absent for the reason `unwanted`, where that is not "".
sources::SourceSpec containers_api_source(std::shared_ptr<Engines> engines,
                                          containers::StoppedBounds stopped, std::string unwanted);

}  // namespace silicon::engine_platform
