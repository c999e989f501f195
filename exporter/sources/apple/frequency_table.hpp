// The frequencies that clusters and the GPU can run at, from the properties `voltage-states*` of
// the device-tree node pmgr: pairs of 32-bit little-endian numbers, (frequency or period, mV).
// Pure; any thread. Tested by tests/exporter/sources/apple/frequency_table_test.cpp, fuzzed by
// tests/fuzz/apple/pmgr_tables.cpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "exporter/sources/apple/machine.hpp"

namespace silicon::apple {

// Hertz, in the order of the performance states: neither sorted nor made unique, for the M4 Max's
// GPU table falls twice and repeats itself. Entries of 0 (a GPU that is off) are left out. A table
// is in kHz (CPUs since M4) or in Hz (CPUs before, all GPUs), which its largest entry tells; in Hz
// what is above 4.29 GHz has wrapped. nullopt for what is no such table.
std::optional<std::vector<double>> frequencies_of(const Bytes& property);

// The same from a table of clock periods, as the CPU tables without "-sram" hold:
// MHz = 65536000 / x. Checked on 28 values of M1 Ultra, M2 Ultra, M4 Pro and M5 Max.
std::optional<std::vector<double>> frequencies_of_periods(const Bytes& property);

// The table of `cluster_type` ("E", "P", "M", "S") that has `states` entries. `ordinal` counts the
// clusters of that type from 0. E: 1; P: 5, the second cluster 13; M (M5 Pro and Max): 22 and 23;
// S: 5. Each as "voltage-statesN-sram", else as periods from "voltage-statesN". nullopt where no
// table of the type has that many entries.
std::optional<std::vector<double>> cluster_table(const Machine& machine,
                                                 std::string_view cluster_type, unsigned ordinal,
                                                 std::size_t states);

// "voltage-states9", else "voltage-states9-sram".
std::optional<std::vector<double>> gpu_table(const Machine& machine);

}  // namespace silicon::apple
