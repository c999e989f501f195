// Sizes as Prometheus writes them: "15MB", "512KiB", "0". Every unit is a power of 1024, with and
// without the i. Pure; any thread. Tested by tests/alerting/config/values/bytes_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::config {

core::Result<std::size_t> parse_bytes(std::string_view text);

// "64MiB": the largest unit that leaves nothing over.
std::string format_bytes(std::size_t bytes);

}  // namespace silicon::config
