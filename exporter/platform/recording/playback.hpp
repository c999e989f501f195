// Plays a recording as if it were a machine: time passes in it as it passes for those who read, and
// each gets the sample of the moment. Of Macs; those of Linux machines are played by
// platform/linux/recorded. Thread-safe. Tested by
// tests/exporter/platform/recording/playback_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/platform/recording/lines/timeline.hpp"
#include "exporter/sources/apple/reader.hpp"

namespace silicon::recording {

// "FILE[,loop][,speed=N]" with 0.1 <= N <= 1000. A file whose name has a comma cannot be named.
core::Result<PlaybackOptions> parse_playback(std::string_view text);

// What was recorded: "apple" or "linux".
core::Result<std::string> platform_of(const std::string& file);

// The machine of a recording. Only the sample of the moment and the next are in memory.
core::Result<apple::Access> play(PlaybackOptions options);

}  // namespace silicon::recording
