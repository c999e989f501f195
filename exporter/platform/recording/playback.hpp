// Plays a recording as if it were a machine: time passes in it as it passes for those who read, and
// each gets the sample of the moment. Thread-safe. Tested by
// tests/exporter/platform/recording/playback_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/sources/apple/reader.hpp"

namespace silicon::recording {

struct PlaybackOptions {
  std::string file;
  bool loop = false;  // begins again at the end; otherwise reads fail there
  double speed = 1;   // seconds of the recording that pass in one
};

// "FILE[,loop][,speed=N]" with 0.1 <= N <= 1000. A file whose name has a comma cannot be named.
core::Result<PlaybackOptions> parse_playback(std::string_view text);

// The machine of a recording. Only the sample of the moment and the next are in memory. A line that
// is not understood ends the recording there, with "FILE:LINE: what is wrong"; so does one whose
// clock goes back. A last line without its end, of a recording that was cut, is passed over.
core::Result<apple::Access> play(PlaybackOptions options);

}  // namespace silicon::recording
