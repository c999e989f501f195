#include "exporter/platform/linux/containers/cgroup_reader.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "exporter/runtime/logging/logging.hpp"
#include "exporter/sources/self/proc_files.hpp"

namespace silicon::linux_platform {
namespace {

using containers::ContainerReading;
using containers::Look;

// More than a machine runs; what is beyond is not read.
constexpr std::size_t kMostContainers = 4096;

// Limits and the like are looked up in the first passes, while a runtime still sets a container up,
// and then once in so many.
constexpr unsigned kFirstPasses = 3;
constexpr unsigned kLookUpEvery = 120;

// The process through which the network was seen has ended.
constexpr unsigned kFindProcessEvery = 5;

constexpr std::size_t kDescriptorsOfDoor = 2;

constexpr std::size_t kMostDevices = 1024;

// Places in pressure::kResources.
constexpr std::size_t kMemory = 1;
constexpr std::size_t kIo = 2;
static_assert(pressure::kResources[kMemory] == "memory" && pressure::kResources[kIo] == "io");

containers::Hierarchies below(containers::Hierarchies hierarchies, const std::string& root) {
  if (!hierarchies.unified.empty()) hierarchies.unified = root + hierarchies.unified;
  for (auto& [controller, mount] : hierarchies.legacy) mount = root + mount;
  return hierarchies;
}

std::string without_slash(std::string root) {
  while (root.ends_with('/')) root.pop_back();
  return root;
}

std::optional<pressure::Stall> stall_in(KeptFileReader& reader, KeptFile& file) {
  const FileText text = reader.read(file, true);
  if (!text) return std::nullopt;
  const core::Result<pressure::Stall> stall = pressure::parse_pressure(text.text);
  return stall ? std::optional(*stall) : std::nullopt;
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
      memory_pressure_(without_slash(root) + "/proc/pressure/memory"),
      io_pressure_(without_slash(root) + "/proc/pressure/io"),
      network_(without_slash(root) + "/proc"),
      booted_(boot_time(*files_)) {}

core::Result<containers::Readings> CgroupReader::read(const sources::Tick& tick) {
  apply(tree_.update(tick.steady));
  forget_above();
  network_.begin();
  ask_machine();
  running_.clear();
  for (auto at = containers_.begin(); at != containers_.end();) {
    Container& container = *at->second;
    if (!read(container)) {
      tree_.forget(at->first);
      at = remove(at);
      continue;
    }
    running_.push_back(&container.files.reading());
    ++at;
  }
  return containers::Readings(running_);
}

void CgroupReader::look_up(std::string_view id) {
  const auto path = ids_.find(id);
  if (path == ids_.end()) return;
  Container& container = *containers_.at(path->second);
  container.passes = std::min(container.passes, kFirstPasses - 1);
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
  auto container = std::make_unique<Container>(hierarchies_, std::move(found), keep);
  container->turn = found_++;
  passes_since_add_ = 0;
  containers_.insert_or_assign(std::move(path), std::move(container));
}

CgroupReader::Containers::iterator CgroupReader::remove(Containers::iterator container) {
  if (container->second->files.keeps()) --kept_;
  ids_.erase(container->second->files.reading().id);
  return containers_.erase(container);
}

// Many containers share the cgroups above them. The limits of these are looked up with those of a
// new container, while a runtime sets it up, and else less often than there are looks.
void CgroupReader::forget_above() {
  constexpr unsigned kMostPasses = 10;
  const bool is_new_one = passes_since_add_++ < kFirstPasses;
  if (++above_passes_ < kMostPasses && !is_new_one) return;
  above_.clear();
  above_passes_ = 0;
}

// What the machine says of all its cgroups costs as much to read as the files of ten containers
// that need not be read for it.
void CgroupReader::ask_machine() {
  constexpr std::size_t kWorthIt = 16;
  may_have_killed_ = true;
  machine_ = {};
  if (containers_.size() < kWorthIt) return;
  may_have_killed_ = oom_watch_.may_have_killed(reader_.read(vmstat_, true).text);
  machine_[kMemory] = stall_in(reader_, memory_pressure_);
  machine_[kIo] = stall_in(reader_, io_pressure_);
}

bool CgroupReader::read(Container& container) {
  ContainerFiles& files = container.files;
  ContainerReading& reading = files.reading();
  const bool is_new = container.passes == 0;
  const unsigned turn = container.turn++;
  const bool thoroughly = container.passes++ < kFirstPasses || turn % kLookUpEvery == 0;
  const bool is_cut_off = files.keeps() && container.door.directory.number() < 0;
  if (thoroughly) {
    files.look_up(reader_, above_);
    // A process that a runtime has just made is in the host's network until it is told to leave it.
    container.door = NetworkDoor{};
  } else if (is_cut_off && turn % kFindProcessEvery == 0) {
    files.find_process(reader_);
  }
  files.read_usage(reader_);
  if (files.is_gone()) return false;
  const Look look = container.rest.due(reading.cpu.usage_nanoseconds, reading.memory.usage_bytes,
                                       turn, thoroughly);
  const bool stirred = files.read(reader_, {look, thoroughly, may_have_killed_, machine_});
  if (files.is_gone()) return false;
  if (look.memory) container.rest.found(reading.memory);
  const bool sent =
      network_.read(reader_, container.door, files.first_process(), look.others, reading);
  if (stirred || sent) container.rest.stir();
  if (is_new || !reading.created) note_beginning(container);
  if (!files.keeps()) container.door = NetworkDoor{};
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
