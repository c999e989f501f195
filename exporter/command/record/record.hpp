// Records a machine: its line, and then a line for every sample, raw. A recording is a bug report,
// a test fixture and a demonstration in one, so it holds nothing that tells whose the machine is.
// One thread. Tested by tests/exporter/command/record/record_test.cpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/sources/apple/reader.hpp"

namespace silicon::command {

// A machine that can be written down, each line without its '\n'.
struct Subject {
  std::string machine_line;
  // What it says at that moment; an error where it says nothing at all.
  std::function<core::Result<std::string>(core::SteadyInstant now)> sample_line;
};

// All that anybody could want to know of a machine: what the sources use, and some beyond.
apple::Wanted everything_worth_recording();

// A Mac. Fails when nothing can be read at all.
core::Result<Subject> subject_of(const apple::Access& access);

struct RecordingPlan {
  int samples = 1;
  core::Duration interval;
};

// How the recorder touches the world.
struct Recorder {
  // Takes a line, with its '\n'; the recording ends where that fails.
  std::function<core::Status(std::string_view line)> write;
  // Returns false where the user wants no more.
  std::function<bool(core::SteadyInstant until)> wait;
  std::function<void(int samples)> progress;  // after each sample
};

// Samples on a grid that begins now; one that is due while another is still read is left out, and
// so is one at which the machine says nothing. Fails where nothing can be written any longer.
core::Status record(const Subject& subject, const RecordingPlan& plan, const core::Clock& clock,
                    const Recorder& recorder);

}  // namespace silicon::command
