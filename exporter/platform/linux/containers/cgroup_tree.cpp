#include "exporter/platform/linux/containers/cgroup_tree.hpp"

#include <dirent.h>
#include <sys/inotify.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "exporter/runtime/logging/logging.hpp"
#include "exporter/sources/containers/cgroup/paths.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

constexpr core::SteadyDuration kForGoodMeasure = 60s;
constexpr core::SteadyDuration kWithoutEvents = 3s;
constexpr std::uint32_t kEvents =
    IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR | IN_DONT_FOLLOW;

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

std::vector<std::string> directories_in(const std::string& path) {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, CloseDirectory> open(::opendir(path.c_str()));
  if (!open) return names;
  while (const dirent* entry = ::readdir(open.get())) {
    if (entry->d_type != DT_DIR || entry->d_name[0] == '.') continue;
    names.emplace_back(static_cast<const char*>(entry->d_name));
  }
  return names;
}

bool is_below(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

}  // namespace

CgroupTree::CgroupTree(std::string directory, const Limits& limits)
    : directory_(std::move(directory)), limits_(limits) {
  begin_watching();
  while (directory_.ends_with('/')) directory_.pop_back();
}

CgroupTree::Changes CgroupTree::update(core::SteadyInstant now) {
  Changes changes;
  const core::SteadyDuration patience = is_watching() ? kForGoodMeasure : kWithoutEvents;
  const bool complete = looked_ && read_events(changes);
  if (!complete || now - *looked_ >= patience) {
    look_everywhere(changes);
    looked_ = now;
  }
  return changes;
}

void CgroupTree::forget(const std::string& path) {
  containers_.erase(path);
}

void CgroupTree::look_everywhere(Changes& changes) {
  Found found;
  directories_seen_ = 0;
  scan("", 0, found);
  for (auto at = containers_.begin(); at != containers_.end();) {
    if (found.contains(at->first)) {
      ++at;
    } else {
      changes.removed.push_back(at->first);
      at = containers_.erase(at);
    }
  }
  for (auto& [path, container] : found) add(std::move(container), changes);
}

void CgroupTree::scan(const std::string& path, std::size_t depth, Found& found) {
  if (depth > limits_.depth || ++directories_seen_ > limits_.directories) return;
  // Watched before it is read, so that nothing can be made in between and stay unseen.
  watch(path);
  for (const std::string& name : directories_in(directory_ + path)) {
    if (containers::holds_no_container(name)) continue;
    const std::string child = path + "/" + name;
    if (const auto identity = containers::identify(child)) {
      found.emplace(child, FoundContainer{child, std::string(identity->id), identity->runtime});
    }
    scan(child, depth + 1, found);
  }
}

void CgroupTree::watch(const std::string& path) {
  if (!is_watching() || watches_.contains(path)) return;
  const std::string directory = directory_ + path;
  const int watch = watches_.size() < limits_.watches
                        ? ::inotify_add_watch(events_.number(), directory.c_str(), kEvents)
                        : -1;
  if (watch >= 0) {
    watched_[watch] = path;
    watches_[path] = watch;
  } else if (watches_.size() >= limits_.watches || errno == ENOSPC || errno == ENOMEM) {
    runtime::log_warning("too many cgroups to watch: looking for containers every few seconds",
                         {{"watches", watches_.size()}});
    stop_watching();
  }
}

void CgroupTree::begin_watching() {
  stop_watching();
  events_ = Descriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
}

void CgroupTree::stop_watching() {
  events_ = Descriptor(-1);
  watched_.clear();
  watches_.clear();
}

// False where events were lost, or there are none to be had.
bool CgroupTree::read_events(Changes& changes) {
  alignas(inotify_event) std::array<char, 16'384> buffer{};
  while (is_watching()) {
    const ssize_t got = ::read(events_.number(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(got);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* name = buffer.data() + at + sizeof event;
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) {
        runtime::log_warning("events about cgroups were lost: looking for all containers again");
        begin_watching();
        return false;
      }
      apply(event.wd, event.mask, event.len > 0 ? std::string_view(name) : "", changes);
    }
  }
  return true;
}

void CgroupTree::apply(int watch, std::uint32_t mask, std::string_view name, Changes& changes) {
  const auto at = watched_.find(watch);
  if (at == watched_.end()) return;
  if ((mask & IN_IGNORED) != 0) {
    if (const auto path = watches_.find(at->second);
        path != watches_.end() && path->second == watch) {
      watches_.erase(path);
    }
    watched_.erase(at);
    return;
  }
  if ((mask & IN_ISDIR) == 0 || name.empty() || containers::holds_no_container(name)) return;
  const std::string path = at->second + "/" + std::string(name);
  // Made anew, whatever stood there before is gone, even if its end was not told.
  remove_below(path, changes);
  if ((mask & (IN_CREATE | IN_MOVED_TO)) == 0) return;
  Found found;
  if (const auto identity = containers::identify(path)) {
    found.emplace(path, FoundContainer{path, std::string(identity->id), identity->runtime});
  }
  directories_seen_ = 0;
  const auto depth = static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
  scan(path, depth, found);
  for (auto& [place, container] : found) add(std::move(container), changes);
}

void CgroupTree::remove_below(const std::string& path, Changes& changes) {
  for (auto at = containers_.lower_bound(path); at != containers_.end();) {
    if (!at->first.starts_with(path)) break;
    if (!is_below(at->first, path)) {
      ++at;
      continue;
    }
    const auto just_added =
        std::find_if(changes.added.begin(), changes.added.end(),
                     [&](const FoundContainer& added) { return added.path == at->first; });
    if (just_added != changes.added.end()) {
      changes.added.erase(just_added);
    } else {
      changes.removed.push_back(at->first);
    }
    at = containers_.erase(at);
  }
  for (auto at = watches_.lower_bound(path); at != watches_.end();) {
    if (!at->first.starts_with(path)) break;
    at = is_below(at->first, path) ? watches_.erase(at) : std::next(at);
  }
}

void CgroupTree::add(FoundContainer container, Changes& changes) {
  std::string path = container.path;
  if (!containers_.emplace(std::move(path), container).second) return;
  changes.added.push_back(std::move(container));
}

}  // namespace silicon::linux_platform
