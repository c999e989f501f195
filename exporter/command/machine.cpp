#include "exporter/command/machine.hpp"

#include <utility>

#include "exporter/platform/apple_sources/sources.hpp"
#include "exporter/platform/recording/playback.hpp"

namespace silicon::command {

namespace {

core::Result<std::vector<sources::SourceSpec>> recorded_sources(recording::PlaybackOptions options,
                                                                const Config& config,
                                                                const core::Clock& clock) {
  const core::Result<std::string> platform = recording::platform_of(options.file);
  if (!platform) return platform.error();
  if (*platform == "linux") return recorded_linux_sources(std::move(options), config, clock);
  core::Result<apple::Access> machine = recording::play(std::move(options));
  if (!machine) return std::move(machine).error();
  return apple_platform::sources_of(std::move(machine));
}

}  // namespace

core::Result<std::vector<sources::SourceSpec>> chosen_sources(const Config& config,
                                                              const core::Clock& clock) {
  std::vector<sources::SourceSpec> known = known_sources(config, clock);
  if (config.recording.empty()) return known;
  core::Result<recording::PlaybackOptions> options = recording::parse_playback(config.recording);
  if (!options) return std::move(options).error();
  core::Result<std::vector<sources::SourceSpec>> specs =
      recorded_sources(*std::move(options), config, clock);
  if (!specs) return specs;
  for (sources::SourceSpec& spec : known) {
    if (spec.name == "process") specs->push_back(std::move(spec));
  }
  return specs;
}

std::vector<std::string> names_of(const std::vector<sources::SourceSpec>& specs) {
  std::vector<std::string> names;
  for (const sources::SourceSpec& spec : specs) names.push_back(spec.name);
  return names;
}

Machine open_machine(const std::vector<sources::SourceSpec>& specs, const Config& config) {
  Machine machine;
  for (const sources::SourceSpec& spec : specs) {
    const auto found = config.sources.find(spec.name);
    const SourceConfig wish = found == config.sources.end() ? SourceConfig{} : found->second;
    if (!wish.enabled) {
      machine.absent.push_back(
          {spec.name, core::Error("switched off by the configuration", core::ErrorKind::absent)});
      continue;
    }
    core::Result<std::unique_ptr<sources::Source>> source = spec.open();
    if (!source) {
      machine.absent.push_back({spec.name, std::move(source).error()});
      continue;
    }
    machine.open.push_back({spec.name, *std::move(source), wish.interval.value_or(spec.interval),
                            wish.budget.value_or(spec.budget), spec.may_block});
  }
  return machine;
}

}  // namespace silicon::command
