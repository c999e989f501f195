// Reads /proc/diskstats, and from /sys/block which devices are whole ones.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/platform/linux/storage/sources.hpp"
#include "exporter/sources/disks/diskstats.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kDiskstats = "/proc/diskstats";
constexpr std::string_view kBlock = "/sys/block";

class DisksSource : public sources::Source {
 public:
  explicit DisksSource(std::unique_ptr<HostFiles> files) : files_(std::move(files)) {}

  core::Result<core::Families> sample(const sources::Tick&) override {
    const core::Result<std::vector<std::string>> whole = files_->list(kBlock);
    if (!whole) return whole.error();
    const std::set<std::string, std::less<>> names(whole->begin(), whole->end());
    const core::Result<std::string_view> text = files_->read(kDiskstats);
    if (!text) return text.error();
    std::vector<disks::DiskCounts> counts = disks::parse_diskstats(*text);
    // Empty where there is no device, which may change: somebody plugs one in.
    if (counts.empty() && !core::trimmed(*text).empty()) {
      return core::Error(std::string(kDiskstats) + ": names no device", core::ErrorKind::invalid);
    }
    counts.erase(std::remove_if(counts.begin(), counts.end(),
                                [&](const disks::DiskCounts& disk) {
                                  return disks::is_virtual_device(disk.device) ||
                                         !names.contains(name_in_sys(disk.device));
                                }),
                 counts.end());
    activity_.update(counts);
    return activity_.families();
  }

 private:
  // A directory cannot be called "cciss/c0d0": there it is "cciss!c0d0".
  static std::string name_in_sys(std::string_view device) {
    std::string name(device);
    std::replace(name.begin(), name.end(), '/', '!');
    return name;
  }

  std::unique_ptr<HostFiles> files_;
  disks::DiskActivity activity_;
};

core::Result<std::unique_ptr<sources::Source>> open_disks(const OpenFiles& open_files) {
  std::unique_ptr<HostFiles> files = open_files();
  if (const auto text = files->read(kDiskstats); !text) return text.error();
  core::Result<std::vector<std::string>> whole = files->list(kBlock);
  if (!whole) {
    return std::move(whole).error().within("cannot tell whole devices from partitions");
  }
  return {std::make_unique<DisksSource>(std::move(files))};
}

}  // namespace

sources::SourceSpec disks_source(OpenFiles open_files) {
  return {.name = "disks",
          .description = "traffic of each whole block device from /proc/diskstats",
          .interval = 5s,
          .budget = 100ms,
          .open = [open_files = std::move(open_files)] { return open_disks(open_files); }};
}

}  // namespace silicon::linux_platform
