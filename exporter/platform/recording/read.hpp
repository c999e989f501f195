// Reads the lines that write.hpp writes, from anybody: keys that are not known are passed over, so
// that old programs read newer recordings; a known key of the wrong type is an error that names it.
// State is the sample before, and the names of its channels: one thread at a time. Tested by
// tests/exporter/platform/recording/read_test.cpp, fuzzed by tests/fuzz/apple/recording.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/platform/recording/json/known_channels.hpp"
#include "exporter/platform/recording/linux_sample.hpp"
#include "exporter/sources/apple/machine.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::recording {

// The longest line that is read: 40 times what an M4 Max with all its channels needs.
inline constexpr std::size_t kLongestLine = std::size_t{4} << 20U;

// "apple" or "linux", from the first line. Invalid: what is no machine, or of another format or
// platform than ours.
core::Result<std::string> parse_platform(std::string_view line);

// The first line. Invalid: what is no machine of an Apple, or of another format than ours.
core::Result<apple::Machine> parse_machine(std::string_view line);
core::Result<LinuxMachine> parse_linux_machine(std::string_view line);

// Any other line. A list or map of more than 16384 entries is an error too.
core::Result<LinuxSample> parse_linux_sample(std::string_view line);

// When the sample of any other line was taken: its mono_ns. Invalid: what is no JSON as a whole.
core::Result<std::uint64_t> parse_moment(std::string_view line);

// The samples of one recording, line by line.
class SampleParser {
 public:
  // The recording begins (again): the next line has to be a whole sample.
  void begin();

  // The next sample. A line has it whole, or what changed since the one before. Valid until the
  // next call; after an error only a whole sample is understood.
  core::Result<const apple::Sample*> parse(std::string_view line);

 private:
  KnownChannels known_;
  std::optional<apple::Sample> sample_;
};

}  // namespace silicon::recording
