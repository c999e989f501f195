// The sources of an Apple silicon machine, over whatever gives its samples: the machine itself or a
// recording. Each opens a reader of its own for what it needs. No judgement here: that is in the
// folders below exporter/sources. Tested by
// tests/exporter/platform/apple_sources/sources_test.cpp.
#pragma once

#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/sources/apple/reader.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::apple_platform {

// In the order in which they are sampled and listed, and under the names that Linux's have. Where
// there is no access, none of them opens, for the reason that it has.
std::vector<sources::SourceSpec> sources_of(core::Result<apple::Access> access);

}  // namespace silicon::apple_platform
