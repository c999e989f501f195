#include "exporter/platform/linux/containers/cgroup_reader.hpp"

#include <unistd.h>

#include <cmath>
#include <utility>

#include "exporter/runtime/logging/logging.hpp"
#include "exporter/sources/self/proc_files.hpp"

namespace silicon::linux_platform {
namespace {

using containers::ContainerReading;

// More than a machine runs; what is beyond is not read.
constexpr std::size_t kMostContainers = 4096;

// Limits and the like are looked up in the first passes, while a runtime still sets a container up,
// and then once in so many.
constexpr unsigned kFirstPasses = 3;
constexpr unsigned kLookUpEvery = 60;

// The process through which the network was seen has ended.
constexpr unsigned kFindProcessEvery = 5;

constexpr std::size_t kDescriptorsOfDoor = 2;

constexpr std::size_t kMostDevices = 1024;

containers::Hierarchies below(containers::Hierarchies hierarchies, const std::string& root) {
  if (!hierarchies.unified.empty()) hierarchies.unified = root + hierarchies.unified;
  for (auto& [controller, mount] : hierarchies.legacy) mount = root + mount;
  return hierarchies;
}

std::string without_slash(std::string root) {
  while (root.ends_with('/')) root.pop_back();
  return root;
}

std::optional<double> boot_time(HostFiles& files) {
  const core::Result<std::string_view> text = files.read_once("/proc/stat");
  if (!text) return std::nullopt;
  return self::parse_boot_time(*text);
}

}  // namespace

CgroupReader::CgroupReader(containers::Hierarchies hierarchies, std::string root,
                           std::unique_ptr<HostFiles> files, std::size_t descriptors)
    : hierarchies_(below(std::move(hierarchies), without_slash(root))),
      files_(std::move(files)),
      most_kept_(descriptors / (ContainerFiles::kMostKept + kDescriptorsOfDoor)),
      tree_(std::string(hierarchies_.tree())),
      vmstat_(without_slash(root) + "/proc/vmstat"),
      network_(without_slash(root) + "/proc"),
      booted_(boot_time(*files_)) {}

core::Result<std::span<const ContainerReading>> CgroupReader::read(const sources::Tick& tick) {
  apply(tree_.update(tick.steady));
  above_.clear();
  network_.begin();
  const bool may_have_killed = this->may_have_killed();
  std::size_t count = 0;
  for (auto at = containers_.begin(); at != containers_.end();) {
    Container& container = *at->second;
    if (!read(container, count, may_have_killed)) {
      tree_.forget(at->first);
      at = remove(at);
      continue;
    }
    // Copied in place, so that nothing is allocated anew from one second to the next.
    if (count == readings_.size()) readings_.emplace_back();
    readings_[count++] = container.files.reading();
    ++at;
  }
  return std::span<const ContainerReading>(readings_).first(count);
}

void CgroupReader::apply(CgroupTree::Changes changes) {
  for (const std::string& path : changes.removed) {
    if (const auto container = containers_.find(path); container != containers_.end()) {
      remove(container);
    }
  }
  for (FoundContainer& found : changes.added) add(std::move(found));
}

void CgroupReader::add(FoundContainer found) {
  if (containers_.size() >= kMostContainers) {
    if (!std::exchange(said_too_many_, true)) {
      runtime::log_warning("more containers than are read", {{"limit", kMostContainers}});
    }
    return;
  }
  // Docker Desktop nests a container's cgroup in one of the same id (google/cadvisor#2838).
  if (!ids_.emplace(found.id, found.path).second) return;
  const bool keep = kept_ < most_kept_;
  if (keep) ++kept_;
  std::string path = found.path;
  containers_.insert_or_assign(std::move(path),
                               std::make_unique<Container>(hierarchies_, std::move(found), keep));
}

CgroupReader::Containers::iterator CgroupReader::remove(Containers::iterator container) {
  if (container->second->files.keeps()) --kept_;
  ids_.erase(container->second->files.reading().id);
  return containers_.erase(container);
}

// The machine's count costs as much to read as those of ten containers.
bool CgroupReader::may_have_killed() {
  constexpr std::size_t kWorthIt = 16;
  if (containers_.size() < kWorthIt) return true;
  return oom_watch_.may_have_killed(reader_.read(vmstat_, true).text);
}

bool CgroupReader::read(Container& container, std::size_t place, bool may_have_killed) {
  const bool is_new = container.passes == 0;
  const std::size_t turn = container.passes + place;
  const bool is_cut_off = container.files.keeps() && container.door.directory.number() < 0;
  const bool thoroughly = container.passes < kFirstPasses || turn % kLookUpEvery == 0 ||
                          (is_cut_off && turn % kFindProcessEvery == 0);
  ++container.passes;
  using Depth = ContainerFiles::Depth;
  const Depth depth = thoroughly ? Depth::thorough : turn % 2 == 0 ? Depth::full : Depth::shallow;
  if (!container.files.read(reader_, above_, {depth, may_have_killed})) return false;
  // A process that a runtime has just made is in the host's network until it is told to leave it.
  if (thoroughly) container.door = NetworkDoor{};
  ContainerReading& reading = container.files.reading();
  network_.read(reader_, container.door, container.files.first_process(), depth != Depth::shallow,
                reading);
  if (is_new || !reading.created) note_beginning(container);
  if (!container.files.keeps()) container.door = NetworkDoor{};
  name_devices(reading);
  return true;
}

// A cgroup does not say since when it is there; its first process does.
void CgroupReader::note_beginning(Container& container) {
  if (!booted_ || container.door.directory.number() < 0) return;
  const FileText text = reader_.read_at(container.door.directory, "stat");
  if (!text) return;
  const core::Result<self::ProcessStat> stat = self::parse_process_stat(text.text);
  if (!stat) return;
  const double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  const double seconds = *booted_ + static_cast<double>(stat->start_ticks) / ticks;
  container.files.reading().created = core::Instant(core::Duration(std::llround(seconds * 1000)));
}

void CgroupReader::name_devices(ContainerReading& reading) {
  for (containers::DeviceTraffic& device : reading.devices) {
    const bool is_named = device.device.find('/') != std::string::npos;
    if (!is_named) device.device = device_name(device.device);
  }
}

// "8:0" is "/dev/sda", as cAdvisor calls it; a device without a name keeps its numbers.
const std::string& CgroupReader::device_name(const std::string& numbers) {
  const auto known = devices_.find(numbers);
  if (known != devices_.end()) return known->second;
  if (devices_.size() >= kMostDevices) devices_.clear();
  const core::Result<std::string> link = files_->link("/sys/dev/block/" + numbers);
  const std::string name = link ? "/dev/" + link->substr(link->rfind('/') + 1) : numbers;
  return devices_.emplace(numbers, name).first->second;
}

}  // namespace silicon::linux_platform
