// The sources of a Linux host; see known_sources() in machine.hpp.
#include <memory>
#include <string>
#include <utility>

#include "exporter/command/linux_sources.hpp"
#include "exporter/command/machine.hpp"
#include "exporter/platform/engine/containers_api_source.hpp"
#include "exporter/platform/engine/engines.hpp"
#include "exporter/platform/linux/containers/sources.hpp"
#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"
#include "exporter/platform/linux/host/sources.hpp"
#include "exporter/platform/linux/recorded/played_machine.hpp"
#include "exporter/platform/linux/storage/sources.hpp"
#include "exporter/platform/probing/probes_source.hpp"

namespace silicon::command {
namespace {

using linux_platform::DiskFiles;

// Whether a root shows the machine that this process runs on (as "/host" does in a container) and
// not a copy of some machine's files: the kernel's identity of this boot is the same. What is not a
// file (perf counters, NVIDIA's library) would otherwise mix one machine's figures with another's.
bool shows_this_machine(const std::string& root) {
  constexpr std::string_view kBootId = "/proc/sys/kernel/random/boot_id";
  DiskFiles here("/");
  DiskFiles there(root);
  const core::Result<std::string_view> ours = here.read_once(kBootId);
  const core::Result<std::string_view> theirs = there.read_once(kBootId);
  return ours && theirs && *ours == *theirs;
}

std::shared_ptr<engine_platform::Engines> engines_of(const Config& config,
                                                     const core::Clock& clock) {
  engine_platform::EnginesOptions options;
  options.sockets = config.container_access.sockets;
  options.labels = config.container_access.labels;
  options.root = config.root;
  options.statistics = !config.container_access.cgroups;
  return std::make_shared<engine_platform::Engines>(options, clock);
}

sources::SourceSpec containers_by_cgroup(const Config& config,
                                         const linux_platform::OpenFiles& files,
                                         const std::shared_ptr<engine_platform::Engines>& engines) {
  sources::SourceSpec spec = linux_platform::containers_source(
      files, config.root, [engines] { return [engines] { return engines->view(); }; },
      config.stopped_containers);
  if (!config.container_access.cgroups) {
    spec.open = []() -> core::Result<std::unique_ptr<sources::Source>> {
      return core::Error("containers.cgroups is off", core::ErrorKind::absent);
    };
  }
  return spec;
}

}  // namespace

std::vector<sources::SourceSpec> machine_sources(const LinuxAccess& access, const Config& config,
                                                 const core::Clock& clock) {
  const linux_platform::OpenFiles& files = access.files;
  std::vector<sources::SourceSpec> specs{
      linux_platform::cpu_source(files),
      linux_platform::cpu_frequency_source(files),
      linux_platform::load_source(files),
      linux_platform::memory_source(files, access.page_bytes),
      linux_platform::pressure_source(files),
      linux_platform::disks_source(files),
      linux_platform::filesystems_source(files, access.root, config.network_filesystems,
                                         access.measure),
      linux_platform::network_source(files, access.root),
      linux_platform::machine_source(files),
  };
  for (auto& spec : linux_platform::hardware_sources(files, clock, access.hardware)) {
    specs.push_back(std::move(spec));
  }
  return specs;
}

std::vector<sources::SourceSpec> known_sources(const Config& config, const core::Clock& clock) {
  LinuxAccess access;
  access.files = [root = config.root] { return std::make_unique<DiskFiles>(root); };
  access.root = config.root;
  if (shows_this_machine(config.root)) access.hardware = linux_platform::this_machine();
  std::vector<sources::SourceSpec> specs = machine_sources(access, config, clock);
  // Reads control groups by itself, so it is not among those that can be recorded.
  const auto engines = engines_of(config, clock);
  specs.push_back(containers_by_cgroup(config, access.files, engines));
  specs.push_back(engine_platform::containers_api_source(
      engines, config.stopped_containers,
      config.container_access.cgroups ? "cgroups are read instead" : ""));
  specs.push_back(linux_platform::process_source([] { return std::make_unique<DiskFiles>("/"); }));
  specs.push_back(probing::probes_source(config.probes, clock));
  return specs;
}

core::Result<std::vector<sources::SourceSpec>> recorded_linux_sources(
    recording::PlaybackOptions options, const Config& config, const core::Clock& clock) {
  core::Result<linux_platform::PlayedMachine> played =
      linux_platform::play(std::move(options), clock);
  if (!played) return std::move(played).error();
  LinuxAccess access;
  access.files = std::move(played->files);
  access.root = played->machine.root;
  access.measure = std::move(played->measure);
  access.page_bytes = played->machine.page_size;
  return machine_sources(access, config, clock);
}

}  // namespace silicon::command
