// Finds the cgroups of this machine and puts reader, metadata and CPU tiers together.
#include <utility>

#include "exporter/platform/linux/containers/cgroup_reader.hpp"
#include "exporter/platform/linux/containers/sources.hpp"
#include "exporter/platform/linux/cpu_topology.hpp"
#include "exporter/platform/linux/mounted.hpp"
#include "exporter/sources/containers/container_source.hpp"
#include "exporter/sources/cpu/topology/cpu_list.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

// The CPUs that are online now, by tier.
cpu::Placements placements_now(HostFiles& files) {
  const core::Result<std::string_view> text = files.read_once("/sys/devices/system/cpu/online");
  if (!text) return {};
  const core::Result<std::vector<unsigned>> online = cpu::parse_cpu_list(*text);
  if (!online) return {};
  CpuTopology topology;
  topology.read(files, *online);
  return topology.placements();
}

}  // namespace

core::Result<std::unique_ptr<containers::ContainerReader>> open_cgroup_reader(
    const OpenFiles& open_files, const std::string& root) {
  std::unique_ptr<HostFiles> files = open_files();
  const core::Result<std::vector<disks::Mount>> mounts = read_mounts(*files, root);
  if (!mounts) return mounts.error();
  containers::Hierarchies hierarchies = containers::find_hierarchies(*mounts);
  if (hierarchies.tree().empty()) {
    return core::Error("no cgroup hierarchy is mounted here", core::ErrorKind::absent);
  }
  return {std::make_unique<CgroupReader>(std::move(hierarchies), root, std::move(files),
                                         descriptors_to_keep())};
}

sources::SourceSpec containers_source(OpenFiles open_files, std::string root,
                                      std::function<containers::MetadataProvider()> open_metadata,
                                      containers::StoppedBounds stopped) {
  const auto open = [open_files = std::move(open_files), root = std::move(root),
                     open_metadata = std::move(open_metadata),
                     stopped]() -> core::Result<std::unique_ptr<sources::Source>> {
    auto reader = open_cgroup_reader(open_files, root);
    if (!reader) return std::move(reader).error();
    const std::shared_ptr<HostFiles> files = open_files();
    return containers::container_source({.reader = *std::move(reader),
                                         .metadata = open_metadata(),
                                         .placements = [files] { return placements_now(*files); },
                                         .stopped = stopped});
  };
  return {.name = "containers",
          .description = "what each container uses, from the files of its cgroup",
          .interval = 1s,
          .budget = 100ms,
          .open = open};
}

}  // namespace silicon::linux_platform
