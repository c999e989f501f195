#include "exporter/platform/engine/containers_api_source.hpp"

#include <utility>

#include "exporter/sources/containers/container_source.hpp"

namespace silicon::engine_platform {
namespace {

using namespace std::chrono_literals;

core::Result<std::unique_ptr<sources::Source>> open(const std::shared_ptr<Engines>& engines,
                                                    containers::StoppedBounds stopped,
                                                    const std::string& unwanted) {
  if (!unwanted.empty()) return core::Error(unwanted, core::ErrorKind::absent);
  containers::SourceParts parts;
  parts.reader = statistics_reader(engines);
  parts.metadata = [engines] { return engines->view(); };
  parts.stopped = stopped;
  return containers::container_source(std::move(parts));
}

}  // namespace

sources::SourceSpec containers_api_source(std::shared_ptr<Engines> engines,
                                          containers::StoppedBounds stopped, std::string unwanted) {
  return {.name = "containers_api",
          .description = "containers by the statistics of the Docker or Podman API",
          .interval = 1s,
          .budget = 100ms,
          .open = [engines = std::move(engines), stopped, unwanted = std::move(unwanted)] {
            return open(engines, stopped, unwanted);
          }};
}

}  // namespace silicon::engine_platform
