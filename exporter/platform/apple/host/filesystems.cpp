#include "exporter/platform/apple/host/filesystems.hpp"

#include <cstring>
#include <string>

namespace silicon::apple_platform {
namespace {

constexpr int kMostFilesystems = 4096;

template <std::size_t size>
std::string text_of(const char (&field)[size]) {
  return {field, ::strnlen(field, size)};
}

apple::FilesystemRoom room_of(const FilesystemStatus& status) {
  return {.mountpoint = text_of(status.mounted_on),
          .device = text_of(status.mounted_from),
          .fstype = text_of(status.type_name),
          .size_bytes = status.blocks * status.block_bytes,
          .available_bytes = status.available_blocks * status.block_bytes};
}

}  // namespace

std::vector<apple::FilesystemRoom> local_filesystems(const FilesystemApi& api) {
  const int count = api.get_status(nullptr, 0, kDoNotWait);
  if (count <= 0 || count > kMostFilesystems) return {};
  std::vector<FilesystemStatus> statuses(static_cast<std::size_t>(count));
  const auto bytes = static_cast<int>(statuses.size() * sizeof(FilesystemStatus));
  const int filled = api.get_status(statuses.data(), bytes, kDoNotWait);
  std::vector<apple::FilesystemRoom> result;
  for (int i = 0; i < filled && i < count; ++i) {
    const FilesystemStatus& status = statuses[static_cast<std::size_t>(i)];
    const bool hidden = (status.flags & kMountHidden) != 0 || (status.flags & kMountLocal) == 0;
    if (!hidden) result.push_back(room_of(status));
  }
  return result;
}

}  // namespace silicon::apple_platform
