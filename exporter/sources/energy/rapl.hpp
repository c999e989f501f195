// Linux powercap zones (RAPL) as rails: which of them to read, and what to call them.
// Documentation/power/powercap/powercap.rst, drivers/powercap/intel_rapl_{common,msr,tpmi}.c.
// Never touches a file. Pure; any thread. Tested by tests/exporter/sources/energy/rapl_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::energy {

// One folder in /sys/class/powercap.
struct RaplZone {
  std::string id;    // the folder: "intel-rapl:0:1"
  std::string name;  // its file `name`: "package-0", "core", "uncore", "dram", "psys"
};

struct RaplRail {
  std::string id;    // of the zone to read
  std::string rail;  // "package", "cores", "uncore", "dram", "psys"; "package-1" of several
};

// Whether a folder of /sys/class/powercap is a RAPL zone, not the control type "intel-rapl" itself.
bool is_rapl_zone(std::string_view id);

// The rails among the zones, each once.
// * With more than one package, rails carry the package's number: "package-1", "dram-1",
//   "package-0-die-1".
// * intel-rapl-mmio shows a package that intel-rapl shows as well: the same joules. It is taken
//   only where it is alone.
// * On AMD the zone "core" is left out: intel_rapl_msr.c reads MSR_AMD_CORE_ENERGY_STATUS there,
//   which is per core, on one CPU of the package: one core's energy under the name of all.
std::vector<RaplRail> rails_of(const std::vector<RaplZone>& zones, bool amd);

// Whether /sys/devices/system/cpu/modalias is that of an AMD or Hygon processor: "cpu:type:x86,
// ven0002...". The vendor numbers are X86_VENDOR_* of arch/x86/include/asm/processor.h.
bool is_amd(std::string_view modalias);

// The content of energy_uj or max_energy_range_uj.
core::Result<std::uint64_t> parse_microjoules(std::string_view text);

}  // namespace silicon::energy
