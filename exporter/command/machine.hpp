// Which sources this platform has, and which of them this machine really gives: the list that every
// command begins with. One thread. Tested by tests/exporter/command/machine_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "exporter/command/settings/config.hpp"
#include "exporter/core/result.hpp"
#include "exporter/platform/recording/lines/timeline.hpp"
#include "exporter/serve/sampling/sampler.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::command {

// Every source that this platform knows, in the order in which they are sampled and listed. `clock`
// must outlive what they open.
std::vector<sources::SourceSpec> known_sources(const Config& config, const core::Clock& clock);

// Those of a Linux machine that was recorded. Invalid where this platform cannot play them.
core::Result<std::vector<sources::SourceSpec>> recorded_linux_sources(
    recording::PlaybackOptions options, const Config& config, const core::Clock& clock);

// known_sources(), or those of the recorded machine that `config` names, and what this process says
// about itself. Invalid where the recording cannot be played.
core::Result<std::vector<sources::SourceSpec>> chosen_sources(const Config& config,
                                                              const core::Clock& clock);

std::vector<std::string> names_of(const std::vector<sources::SourceSpec>& specs);

// A source that is not sampled, and why: the user's wish, or the machine's.
struct AbsentSource {
  std::string name;
  core::Error reason;
};

struct Machine {
  std::vector<serve::OpenSource> open;
  std::vector<AbsentSource> absent;
};

// Tries to open every source that the configuration does not switch off.
Machine open_machine(const std::vector<sources::SourceSpec>& specs, const Config& config);

}  // namespace silicon::command
