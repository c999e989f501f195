#include "exporter/platform/apple_sources/sources.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "exporter/platform/apple_sources/chip_judges.hpp"
#include "exporter/platform/apple_sources/host_judges.hpp"
#include "exporter/sources/self/machine.hpp"

namespace silicon::apple_platform {
namespace {

using namespace std::chrono_literals;

struct Listed {
  const char* name;
  const char* description;
  core::Duration interval;
  core::Duration budget;
  bool may_block;
  Judged (*judged)();
};

constexpr Listed kSources[] = {
    {"cpu", "time of each CPU and tier from mach, topology from the device tree", 1s, 100ms, false,
     judged_cpu},
    {"cpu_frequency", "what clusters really ran at, from IOReport's CPU Stats", 1s, 100ms, false,
     judged_cpu_frequency},
    {"bandwidth", "memory traffic from IOReport's PMP histograms or AMC counters", 1s, 100ms, false,
     judged_bandwidth},
    {"gpu", "GPU residency from IOReport, memory from IOAccelerator", 1s, 100ms, false, judged_gpu},
    {"ane", "neural engine proxies from IOReport's PMP floors, else its power", 1s, 100ms, false,
     judged_ane},
    {"energy", "joules of each rail from IOReport's Energy Model, system power from the SMC", 1s,
     100ms, false, judged_energy},
    {"load", "load averages", 5s, 50ms, false, judged_load},
    {"memory", "memory and swap from mach and sysctl, pressure level", 2s, 50ms, false,
     judged_memory},
    {"thermal", "temperatures and fans from the SMC and HID, thermal pressure", 5s, 1s, true,
     judged_thermal},
    {"disks", "counters of block storage drivers", 5s, 200ms, true, judged_disks},
    {"filesystems", "room on local file systems", 5s, 200ms, true, judged_filesystems},
    {"network", "64-bit counters of network interfaces", 5s, 100ms, false, judged_network},
};

class MachineSource : public sources::Source {
 public:
  explicit MachineSource(const apple::Machine& machine)
      : families_(self::machine_families({.model = machine.model,
                                          .chip = machine.chip,
                                          .os = machine.os,
                                          .platform = "macos"})) {}

  core::Result<core::Families> sample(const sources::Tick&) override { return families_; }

 private:
  core::Families families_;
};

sources::SourceSpec machine_source(std::shared_ptr<const apple::Access> access) {
  return {.name = "machine",
          .description = "model, chip and system",
          .interval = 60s,
          .budget = 50ms,
          .open = [access = std::move(access)]() -> core::Result<std::unique_ptr<sources::Source>> {
            return {std::make_unique<MachineSource>(access->machine)};
          }};
}

// Access to a machine that there is no access to: nothing opens.
apple::Access closed(const core::Error& reason) {
  return {.machine = {},
          .open = [reason](const apple::Wanted&) -> core::Result<std::unique_ptr<apple::Reader>> {
            return reason;
          }};
}

}  // namespace

std::vector<sources::SourceSpec> sources_of(core::Result<apple::Access> access) {
  const bool is_open = access.ok();
  const auto shared = std::make_shared<const apple::Access>(is_open ? std::move(access).value()
                                                                    : closed(access.error()));
  std::vector<sources::SourceSpec> specs;
  for (const Listed& source : kSources) {
    specs.push_back({.name = source.name,
                     .description = source.description,
                     .interval = source.interval,
                     .budget = source.budget,
                     .may_block = source.may_block,
                     .open = opener(shared, source.judged())});
  }
  if (is_open) specs.push_back(machine_source(shared));
  return specs;
}

}  // namespace silicon::apple_platform
