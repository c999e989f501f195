// The machine that this process runs on, as something to record. One thread.
// Tested by tests/exporter/command/this_machine/subject_linux_test.cpp.
#pragma once

#include <string>

#include "exporter/command/record/record.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::command {

// On Linux the kernel's files below `root`, as the sources read them. `clock` must outlive it.
core::Result<Subject> this_machine(const std::string& root, const core::Clock& clock);

}  // namespace silicon::command
