// What /sys/bus/event_source/devices/PMU says about a counter, turned into what perf_event_open()
// wants: Documentation/ABI/testing/sysfs-bus-event_source-devices-{events,format}. Never touches a
// file and opens nothing. Pure; any thread. Tested by tests/exporter/sources/pmu/event_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::pmu {

// perf_event_attr.config, .config1, .config2.
using Encoding = std::array<std::uint64_t, 3>;

// Contents of the PMU's folder format/ by file: {"umask", "config:8-15"}.
using Formats = std::map<std::string, std::string, std::less<>>;

// The content of events/NAME ("event=0x04,umask=0x03") as an encoding. A term without a value means
// 1; "config", "config1" and "config2" need no format. Errors name the term.
core::Result<Encoding> encode(std::string_view event, const Formats& formats);

// Bytes that one count stands for, from events/NAME.scale and .unit ("6.103515625e-5", "MiB").
// nullopt when the unit is no unit of size, or the scale no positive number.
std::optional<double> bytes_per_count(std::string_view scale, std::string_view unit);

// A list of CPUs as in `cpumask`: "0,18", "0-3". Empty when it is not one; at most 4096.
std::vector<unsigned> parse_cpus(std::string_view text);

}  // namespace silicon::pmu
