// What this process takes of the Mac, by the kernel's own word. One thread.
// Tested by tests/exporter/platform/apple/host/own_process_test.cpp.
#pragma once

#include "exporter/platform/apple/abi/system.hpp"
#include "exporter/sources/self/process.hpp"

namespace silicon::apple_platform {

// What the kernel does not say is left out. The kernel counts CPU time in ticks of
// mach_absolute_time(), of which 24 million make a second on Apple silicon: whoever takes them for
// nanoseconds shows a 42nd of the truth (actop until 1.6.4).
self::ProcessReading own_process(const ProcessApi& api, const MachTimebase& timebase);

}  // namespace silicon::apple_platform
