// A channel of IOReport as it stands in a line of a recording. Plain values; any thread.
// Tested by tests/exporter/platform/recording/schema_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace silicon::recording {

// A state of a channel and how long it was in it.
struct StateTime {
  std::string name;
  std::int64_t ticks = 0;
};

// In a whole sample: one object, without what samples share. A "simple" one has a value, a "state"
// one has states.
struct ChannelLine {
  std::string group;
  std::string subgroup;
  std::string channel;
  std::string driver;
  std::string unit;
  std::string format;
  std::optional<std::int64_t> value;
  std::vector<StateTime> states;
  std::optional<std::uint64_t> published_ns;
};

// Among changes: what is new of a channel that the whole sample named. `ticks` has one for each
// state.
struct ChannelChange {
  std::optional<std::int64_t> value;
  std::vector<std::int64_t> ticks;
  std::optional<std::uint64_t> published_ns;
};

}  // namespace silicon::recording
