// Reads the lines that write.hpp writes, from anybody: keys that are not known are passed over, so
// that old programs read newer recordings; a known key of the wrong type is an error that names it.
// State is the identities of channels only, which samples share: one thread at a time. Tested by
// tests/exporter/platform/recording/read_test.cpp, fuzzed by tests/fuzz/apple/recording.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"
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

class SampleParser {
 public:
  core::Result<apple::Sample> parse(std::string_view line);

 private:
  void share_identities(std::vector<apple::Channel>& channels);

  std::vector<std::shared_ptr<const apple::ChannelIdentity>> identities_;  // of the sample before
};

}  // namespace silicon::recording
