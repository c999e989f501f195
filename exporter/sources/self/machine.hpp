// What machine this is: the model, the chip, the operating system. Never which one: no serial
// numbers, no host names. Pure; any thread.
// Tested by tests/exporter/sources/self/machine_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/family.hpp"

namespace silicon::self {

// "" is not known.
struct Machine {
  std::string model;     // "MacBook Pro", "Raspberry Pi 4 Model B Rev 1.4"
  std::string chip;      // "Apple M4 Max", "AMD Ryzen 7 5800X 8-Core Processor"
  std::string os;        // "Debian GNU/Linux 12 (bookworm)"
  std::string platform;  // "linux", "macos"
};

// silicon_machine_info{model,chip,os,platform}; what is not known has no label.
core::Families machine_families(const Machine& machine);

// The name of a product as firmware has it, without the blanks and zero bytes around it; "" for the
// placeholders that board makers leave there ("To Be Filled By O.E.M.", "System Product Name").
std::string model_name(std::string_view text);

// The processor as /proc/cpuinfo names it: "model name", or what other architectures have in its
// place; "" where there are only part numbers, as on 64-bit ARM.
std::string processor_name(std::string_view cpuinfo);

// PRETTY_NAME of an os-release file, unquoted; "" when there is none. man os-release(5).
std::string system_name(std::string_view os_release);

}  // namespace silicon::self
