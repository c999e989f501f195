// What this Mac says of itself once. Nothing that tells which machine it is or whose: no serial
// number, no host name, no user. One thread.
// Tested by tests/exporter/platform/apple/machine_test.cpp.
#pragma once

#include "exporter/core/result.hpp"
#include "exporter/platform/apple/load/interfaces.hpp"
#include "exporter/sources/apple/machine.hpp"

namespace silicon::apple_platform {

// Absent where this is no Mac: the kernel does not know hw.model. What else is not to be had (in a
// virtual machine there is no power manager) is left out.
core::Result<apple::Machine> read_machine(const Interfaces& interfaces);

}  // namespace silicon::apple_platform
