// The kernel's list of network interfaces with their 64-bit counters, as bytes, taken apart.
// Pure; any thread. Tested by tests/exporter/platform/apple/host/interface_list_test.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple_platform {

using Interfaces64 = std::map<std::string, apple::InterfaceCounters, std::less<>>;

// By name. Messages of other types, cut messages and those without a name are passed over.
Interfaces64 parse_interface_list(std::string_view messages);

}  // namespace silicon::apple_platform
