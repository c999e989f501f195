// The lines of a recording: format 1, newline-delimited JSON, the machine first and then one line
// for each sample. Raw values, keys in a fixed order (schema.hpp); what is absent is left out.
// Std only, so that silicon-record can do without any library. Pure; any thread.
// Tested by tests/exporter/platform/recording/write_test.cpp.
#pragma once

#include <string>

#include "exporter/platform/recording/linux_sample.hpp"
#include "exporter/sources/apple/machine.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::recording {

// Each without its '\n'. Bytes are in hexadecimal; `published` of a channel is in nanoseconds, on
// the clock of mono_ns.
std::string machine_line(const apple::Machine& machine);
std::string sample_line(const apple::Sample& sample);

std::string machine_line(const LinuxMachine& machine);
std::string sample_line(const LinuxSample& sample);

}  // namespace silicon::recording
