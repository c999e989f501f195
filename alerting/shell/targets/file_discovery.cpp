#include "alerting/shell/targets/file_discovery.hpp"

#include <set>
#include <system_error>
#include <utility>

#include "alerting/config/target_groups.hpp"
#include "exporter/runtime/files.hpp"
#include "exporter/runtime/glob.hpp"

namespace silicon::shell {
namespace {

constexpr std::size_t kFileLimit = std::size_t{16} << 20;

core::Result<scrape::TargetGroups> read_groups(const std::string& path) {
  auto text = runtime::read_file(path, kFileLimit);
  if (!text) return std::move(text).error();
  return config::parse_target_file(*text, path);
}

}  // namespace

bool FileDiscovery::look() {
  problems_.clear();
  std::set<std::string> there;
  for (const std::string& pattern : config_.patterns) {
    for (std::string& path : runtime::expand_glob(pattern)) there.insert(std::move(path));
  }
  bool changed =
      std::erase_if(files_, [&](const auto& file) { return !there.contains(file.first); }) > 0;
  for (const std::string& path : there) changed |= look_at(path);
  return changed;
}

bool FileDiscovery::look_at(const std::string& path) {
  std::error_code error;
  Stamp stamp;
  stamp.time = std::filesystem::last_write_time(path, error);
  if (!error) stamp.size = std::filesystem::file_size(path, error);
  if (error) return false;  // gone a moment ago: the next look will tell
  const auto known = files_.find(path);
  if (known != files_.end() && known->second.stamp == stamp) return false;
  File& file = files_[path];
  file.stamp = stamp;
  auto groups = read_groups(path);
  if (!groups) {
    problems_.push_back(groups.error().message());
    return false;
  }
  file.groups = *std::move(groups);
  return true;
}

scrape::TargetGroups FileDiscovery::groups() const {
  scrape::TargetGroups all;
  for (const auto& [path, file] : files_) {
    all.insert(all.end(), file.groups.begin(), file.groups.end());
  }
  return all;
}

}  // namespace silicon::shell
