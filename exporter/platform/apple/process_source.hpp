// The source of what the exporter itself takes of a Mac: process_*.
// Tested by tests/exporter/platform/apple/process_source_test.cpp.
#pragma once

#include <memory>

#include "exporter/platform/apple/load/interfaces.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::apple_platform {

// Absent where the system lacks a function that it needs.
sources::SourceSpec process_source(std::shared_ptr<const Interfaces> interfaces);

// By the libraries of this machine; absent where it is no Mac.
sources::SourceSpec own_process_source();

}  // namespace silicon::apple_platform
