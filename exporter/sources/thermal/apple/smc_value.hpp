// What the bytes of an SMC key mean, by the type the SMC gives it.
// Pure; any thread. Tested by tests/exporter/sources/thermal/apple/smc_value_test.cpp, fuzzed by
// tests/fuzz/apple/smc_values.cpp.
#pragma once

#include <optional>
#include <string_view>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::thermal {

// Numbers on Apple silicon are little-endian ("TVDi" [si32] 02 00 00 00 is 2), but for "#KEY" and
// the types of Intel's days (sp.., fp..). "ioft" is 48.16 fixed point. nullopt for other types, for
// a number of bytes that does not fit, and for what is not finite.
std::optional<double> smc_number(std::string_view key, const apple::SmcValue& value);

}  // namespace silicon::thermal
