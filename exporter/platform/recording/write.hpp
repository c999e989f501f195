// The lines of a recording: format 2, newline-delimited JSON, the machine first and then one line
// for each sample. Raw values, keys in a fixed order (schema.hpp); what is absent is left out.
// Std only, so that silicon-record can do without any library. Pure but for SampleWriter, which is
// of one thread at a time.
// Tested by tests/exporter/platform/recording/write_test.cpp.
#pragma once

#include <optional>
#include <string>

#include "exporter/platform/recording/linux_sample.hpp"
#include "exporter/sources/apple/machine.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::recording {

// Each without its '\n'. Bytes are in hexadecimal; `published` of a channel is in nanoseconds, on
// the clock of mono_ns.
std::string machine_line(const apple::Machine& machine);
std::string sample_line(const apple::Sample& sample);  // whole

// The samples of one recording, one after the other. Much of a Mac stands still, and all names do:
// so only the first sample is whole, and of each other only what changed is written. What vanished
// cannot be said so: then the sample is whole again.
class SampleWriter {
 public:
  std::string line(apple::Sample sample);

 private:
  std::optional<apple::Sample> before_;
};

std::string machine_line(const LinuxMachine& machine);
std::string sample_line(const LinuxSample& sample);

}  // namespace silicon::recording
