// Target groups from files that somebody rewrites, noticed by their time and size. A file that
// cannot be read right now, or is wrong, keeps the groups it had; one that is gone has none.
// Blocking, briefly. One thread. Tested by tests/alerting/shell/targets/file_discovery_test.cpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "alerting/config/discovery.hpp"
#include "alerting/scrape/discovery/target_group.hpp"

namespace silicon::shell {

class FileDiscovery {
 public:
  explicit FileDiscovery(config::FileDiscovery config) : config_(std::move(config)) {}

  // Looks at the files; true when the groups may be others than before.
  bool look();

  // By the files' names.
  scrape::TargetGroups groups() const;

  // What the last look() found wrong that was not so before, in words for the log.
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  struct Stamp {
    std::filesystem::file_time_type time;
    std::uintmax_t size = 0;

    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  struct File {
    Stamp stamp;
    scrape::TargetGroups groups;
  };

  bool look_at(const std::string& path);

  config::FileDiscovery config_;
  std::map<std::string, File> files_;  // by path
  std::vector<std::string> problems_;
};

}  // namespace silicon::shell
