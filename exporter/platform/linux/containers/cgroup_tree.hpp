// Which containers there are, by the directories of one cgroup hierarchy. Watches them by inotify,
// so that a second in which nothing is made or removed costs one system call; looks everywhere
// again when events were lost, once a minute for good measure, and each few seconds where inotify
// cannot be had. One thread at a time. Tested by
// tests/exporter/platform/linux/containers/cgroup_tree_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/platform/linux/descriptor.hpp"
#include "exporter/sources/containers/reading.hpp"

namespace silicon::linux_platform {

struct FoundContainer {
  std::string path;  // from the hierarchy's root: "/docker/0123..."
  std::string id;
  containers::Runtime runtime = containers::Runtime::unknown;
};

class CgroupTree {
 public:
  struct Limits {
    std::size_t watches = 8192;  // beyond them it looks again and again instead
    std::size_t directories = 65'536;
    std::size_t depth = 24;
  };

  struct Changes {
    std::vector<std::string> removed;  // paths; to be applied before what was added
    std::vector<FoundContainer> added;
  };

  // `directory` is where the hierarchy is mounted, as this process sees it.
  explicit CgroupTree(std::string directory) : CgroupTree(std::move(directory), Limits{}) {}
  CgroupTree(std::string directory, const Limits& limits);

  // What changed since the last call; the first one finds all there are. A cgroup that was removed
  // and made again is among both. One that came and went in between is in neither.
  Changes update(core::SteadyInstant now);

  // The container at this path was seen to be gone before any event said so.
  void forget(const std::string& path);

  bool is_watching() const { return events_.number() >= 0; }

 private:
  using Found = std::map<std::string, FoundContainer, std::less<>>;

  void look_everywhere(Changes& changes);
  void scan(const std::string& path, std::size_t depth, Found& found);
  void watch(const std::string& path);
  void begin_watching();
  void stop_watching();
  bool read_events(Changes& changes);
  void apply(int watch, std::uint32_t mask, std::string_view name, Changes& changes);
  void remove_below(const std::string& path, Changes& changes);
  void add(FoundContainer container, Changes& changes);

  std::string directory_;  // without a final '/'
  Limits limits_;
  Descriptor events_{-1};
  std::unordered_map<int, std::string> watched_;  // path by watch
  std::map<std::string, int, std::less<>> watches_;
  Found containers_;
  std::size_t directories_seen_ = 0;
  std::optional<core::SteadyInstant> looked_;
};

}  // namespace silicon::linux_platform
