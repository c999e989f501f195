// Raw samples of this Mac: the one place where the parts of this folder come together. A part that
// the system does not give, or gives no longer, costs itself only. Values go out as they come in.
// One thread at a time for each reader. Tested by
// tests/exporter/platform/apple/live_reader_test.cpp.
#pragma once

#include <memory>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/platform/apple/load/interfaces.hpp"
#include "exporter/sources/apple/reader.hpp"

namespace silicon::apple_platform {

// A reader of what is wanted. Absent (or denied) where the system gives nothing of it at all, with
// the first reason. `clock` tells the time of day, and must outlive the reader.
core::Result<std::unique_ptr<apple::Reader>> open_reader(
    std::shared_ptr<const Interfaces> interfaces, const core::Clock& clock,
    const apple::Wanted& wanted);

// The machine whose interfaces these are. `clock` must outlive what is opened through it.
core::Result<apple::Access> access_to(std::shared_ptr<const Interfaces> interfaces,
                                      const core::Clock& clock);

// This machine, by the libraries of its system. Absent where it is no Mac.
core::Result<apple::Access> this_machine(const core::Clock& clock);

}  // namespace silicon::apple_platform
