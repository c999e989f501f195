#include "exporter/platform/apple/process_source.hpp"

#include <chrono>
#include <utility>

#include "exporter/platform/apple/host/own_process.hpp"
#include "exporter/sources/self/process.hpp"

namespace silicon::apple_platform {
namespace {

using namespace std::chrono_literals;

class ProcessSource : public sources::Source {
 public:
  ProcessSource(std::shared_ptr<const Interfaces> interfaces, MachTimebase timebase)
      : interfaces_(std::move(interfaces)), timebase_(timebase) {}

  core::Result<core::Families> sample(const sources::Tick&) override {
    return self::process_families(own_process(*interfaces_->process, timebase_));
  }

 private:
  std::shared_ptr<const Interfaces> interfaces_;
  MachTimebase timebase_;
};

core::Result<std::unique_ptr<sources::Source>> open(
    const std::shared_ptr<const Interfaces>& interfaces) {
  if (!interfaces->process) return interfaces->process.error();
  if (!interfaces->clock) return interfaces->clock.error();
  MachTimebase timebase;
  interfaces->clock->timebase_info(&timebase);
  return {std::make_unique<ProcessSource>(interfaces, timebase)};
}

}  // namespace

sources::SourceSpec process_source(std::shared_ptr<const Interfaces> interfaces) {
  return {.name = "process",
          .description = "what the exporter itself takes, from proc_pidinfo",
          .interval = 5s,
          .budget = 50ms,
          .open = [interfaces = std::move(interfaces)] { return open(interfaces); }};
}

sources::SourceSpec own_process_source() {
  auto loaded = std::make_shared<LoadedInterfaces>(LibraryPaths{});
  const Interfaces* interfaces = &loaded->get();
  return process_source(std::shared_ptr<const Interfaces>(std::move(loaded), interfaces));
}

}  // namespace silicon::apple_platform
