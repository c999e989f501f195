// The source `probes`: what the prober knows, as families. The probes begin with the first sample,
// so that listing the sources asks nobody.
// Tested by tests/exporter/platform/probing/probes_source_test.cpp.
#pragma once

#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/platform/probing/attempt.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::probing {

// `clock` must outlive the source. Absent where there are no probes.
sources::SourceSpec probes_source(std::vector<Probe> probes, const core::Clock& clock);

}  // namespace silicon::probing
