// The sources of a Linux host; see known_sources() in machine.hpp.
#include <memory>

#include "exporter/command/machine.hpp"
#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/host/sources.hpp"

namespace silicon::command {

std::vector<sources::SourceSpec> known_sources(const Config& config) {
  const linux_platform::OpenFiles files = [root = config.root] {
    return std::make_unique<linux_platform::DiskFiles>(root);
  };
  return {
      linux_platform::load_source(files),
  };
}

}  // namespace silicon::command
