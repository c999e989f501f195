// Reads which file systems are mounted, and asks each how full it is.
#include <sys/statvfs.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "exporter/platform/linux/mounted.hpp"
#include "exporter/platform/linux/storage/sources.hpp"
#include "exporter/sources/disks/mounts.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

class FilesystemsSource : public sources::Source {
 public:
  FilesystemsSource(std::unique_ptr<HostFiles> files, std::string root, bool include_network,
                    MeasureFilesystem measure)
      : files_(std::move(files)),
        root_(std::move(root)),
        include_network_(include_network),
        measure_(std::move(measure)) {
    while (root_.ends_with('/')) root_.pop_back();
  }

  // The mounts that count.
  core::Result<std::vector<disks::Mount>> mounts() {
    core::Result<std::vector<disks::Mount>> mounts = read_mounts(*files_, root_);
    if (!mounts) return mounts;
    return disks::choose_mounts(*mounts, include_network_);
  }

  core::Result<core::Families> sample(const sources::Tick&) override {
    const core::Result<std::vector<disks::Mount>> mounts = this->mounts();
    if (!mounts) return mounts.error();
    std::vector<disks::Filesystem> filesystems;
    for (const disks::Mount& mount : *mounts) {
      const auto statistics = measure_(root_ + mount.mountpoint);
      if (statistics) filesystems.push_back({mount, *statistics});
    }
    return disks::filesystem_families(filesystems);
  }

 private:
  std::unique_ptr<HostFiles> files_;
  std::string root_;  // without a final '/'
  bool include_network_;
  MeasureFilesystem measure_;
};

core::Result<std::unique_ptr<sources::Source>> open(std::unique_ptr<FilesystemsSource> source) {
  const core::Result<std::vector<disks::Mount>> mounts = source->mounts();
  if (!mounts) return mounts.error();
  if (mounts->empty()) {
    return core::Error("nothing is mounted that keeps data on this machine",
                       core::ErrorKind::absent);
  }
  return {std::unique_ptr<sources::Source>(std::move(source))};
}

}  // namespace

core::Result<disks::FilesystemStatistics> measure_filesystem(const std::string& path) {
  struct statvfs found {};
  if (::statvfs(path.c_str(), &found) != 0) {
    return core::Error(path + ": " + std::generic_category().message(errno));
  }
  const auto block = static_cast<double>(found.f_frsize);
  return disks::FilesystemStatistics{
      .size_bytes = static_cast<double>(found.f_blocks) * block,
      .available_bytes = static_cast<double>(found.f_bavail) * block};
}

sources::SourceSpec filesystems_source(OpenFiles open_files, std::string root, bool include_network,
                                       MeasureFilesystem measure) {
  return {.name = "filesystems",
          .description = "size and room of each mounted file system, by statvfs",
          .interval = 10s,
          .budget = 1s,
          .may_block = true,
          .open = [open_files = std::move(open_files), root = std::move(root), include_network,
                   measure = std::move(measure)] {
            return open(
                std::make_unique<FilesystemsSource>(open_files(), root, include_network, measure));
          }};
}

}  // namespace silicon::linux_platform
