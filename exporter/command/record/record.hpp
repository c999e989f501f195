// Records an Apple machine: its line, and then a line for every second, raw. A recording is a bug
// report, a test fixture and a demonstration in one, so it holds nothing that tells whose the
// machine is. One thread. Tested by tests/exporter/command/record/record_test.cpp.
#pragma once

#include <functional>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/sources/apple/reader.hpp"

namespace silicon::command {

// All that anybody could want to know of a machine: what the sources use, and some beyond.
apple::Wanted everything_worth_recording();

// How the recorder touches the world.
struct Recorder {
  // Takes a line, with its '\n'; the recording ends where that fails.
  std::function<core::Status(std::string_view line)> write;
  std::function<void(core::SteadyInstant until)> wait;
  std::function<void(int samples)> progress;  // after each sample
};

// `samples` samples, one a second, beginning now. A second in which the machine says nothing is
// left out. Fails when nothing can be read at all, or written.
core::Status record(const apple::Access& access, int samples, const core::Clock& clock,
                    const Recorder& recorder);

}  // namespace silicon::command
