// The sources of a Mac; see known_sources() in machine.hpp.
#include "exporter/command/machine.hpp"
#include "exporter/platform/apple/live_reader.hpp"
#include "exporter/platform/apple_sources/sources.hpp"

namespace silicon::command {

std::vector<sources::SourceSpec> known_sources(const Config&, const core::Clock& clock) {
  return apple_platform::sources_of(apple_platform::this_machine(clock));
}

}  // namespace silicon::command
