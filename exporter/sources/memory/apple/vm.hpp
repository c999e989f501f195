// Physical memory and swap as Mach counts them, in the terms of this folder.
// Pure; any thread. Tested by tests/exporter/sources/memory/apple/vm_test.cpp.
#pragma once

#include <optional>

#include "exporter/core/family.hpp"
#include "exporter/core/result.hpp"
#include "exporter/sources/apple/machine.hpp"
#include "exporter/sources/apple/sample.hpp"
#include "exporter/sources/memory/meminfo.hpp"
#include "exporter/sources/memory/swap.hpp"

namespace silicon::memory {

// `available` is the total less what Activity Monitor calls used: anonymous memory that is not
// purgeable, wired memory, and what the compressor holds. Kinds: wired, active, inactive,
// compressed, purgeable, cached (backed by files), anonymous, speculative, and free, which Mach
// counts together with speculative and which here is without. Absent: hw.memsize.
core::Result<Meminfo> meminfo_of(const apple::Machine& machine, const apple::Sample& sample);

// Counts of swapped pages: swapins and swapouts, not pageins and pageouts, which count files.
SwappedPages swapped_pages(const apple::Sample& sample);

// Bytes of Mach's pages: what the machine says, else 16 KiB as on all Apple silicon.
std::uint64_t page_bytes(const apple::Machine& machine);

// silicon_memory_pressure_level: 1, 2 or 4; nothing else is a level.
core::Family pressure_level_family(const apple::Sample& sample);

}  // namespace silicon::memory
