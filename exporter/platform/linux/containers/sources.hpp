// The source of the containers on a Linux host, from cgroup files.
// Tested by tests/exporter/platform/linux/containers/containers_source_test.cpp.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/containers/families/lifecycle.hpp"
#include "exporter/sources/containers/metadata.hpp"
#include "exporter/sources/containers/reading.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::linux_platform {

// A reader of the containers' cgroups below `root`, where `open_files` looks. Absent where no
// cgroups are mounted.
core::Result<std::unique_ptr<containers::ContainerReader>> open_cgroup_reader(
    const OpenFiles& open_files, const std::string& root);

// "containers". `open_metadata` is called when the source is opened; what it returns may own
// whoever asks the engine.
sources::SourceSpec containers_source(OpenFiles open_files, std::string root,
                                      std::function<containers::MetadataProvider()> open_metadata,
                                      containers::StoppedBounds stopped);

}  // namespace silicon::linux_platform
