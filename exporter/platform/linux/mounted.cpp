#include "exporter/platform/linux/mounted.hpp"

#include <string_view>

namespace silicon::linux_platform {
namespace {

constexpr std::string_view kMountsOfInit = "/proc/1/mountinfo";  // needs root
constexpr std::string_view kOwnMounts = "/proc/self/mountinfo";

}  // namespace

core::Result<std::vector<disks::Mount>> read_mounts(HostFiles& files, const std::string& root) {
  if (const core::Result<std::string_view> text = files.read(kMountsOfInit)) {
    return disks::parse_mountinfo(*text);
  }
  const core::Result<std::string_view> text = files.read(kOwnMounts);
  if (!text) return text.error();
  return disks::below_root(disks::parse_mountinfo(*text), root);
}

}  // namespace silicon::linux_platform
