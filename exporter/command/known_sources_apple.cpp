// The sources of a Mac; see known_sources() in machine.hpp.
#include <memory>

#include "exporter/command/machine.hpp"
#include "exporter/platform/apple/live_reader.hpp"
#include "exporter/platform/apple/process_source.hpp"
#include "exporter/platform/apple_sources/sources.hpp"
#include "exporter/platform/engine/containers_api_source.hpp"
#include "exporter/platform/engine/engines.hpp"
#include "exporter/platform/probing/probes_source.hpp"

namespace silicon::command {

std::vector<sources::SourceSpec> known_sources(const Config& config, const core::Clock& clock) {
  std::vector<sources::SourceSpec> specs =
      apple_platform::sources_of(apple_platform::this_machine(clock));
  specs.push_back(apple_platform::own_process_source());
  engine_platform::EnginesOptions options;
  options.sockets = config.container_access.sockets;
  options.labels = config.container_access.labels;
  options.statistics = true;
  specs.push_back(engine_platform::containers_api_source(
      std::make_shared<engine_platform::Engines>(options, clock), config.stopped_containers, ""));
  specs.push_back(probing::probes_source(config.probes, clock));
  return specs;
}

core::Result<std::vector<sources::SourceSpec>> recorded_linux_sources(
    recording::PlaybackOptions options, const Config&, const core::Clock&) {
  return core::Error(options.file + ": recordings of Linux machines are played on Linux only",
                     core::ErrorKind::invalid);
}

}  // namespace silicon::command
