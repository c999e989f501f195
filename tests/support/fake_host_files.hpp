// HostFiles from memory: a machine written down in a test. Logs what was read.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/platform/linux/host_files.hpp"

namespace silicon::testing {

class FakeHostFiles : public linux_platform::HostFiles {
 public:
  FakeHostFiles() = default;
  explicit FakeHostFiles(std::map<std::string, std::string, std::less<>> files)
      : files(std::move(files)) {}

  // Directories are implied by the paths below them; `fail` overrides a file.
  std::map<std::string, std::string, std::less<>> files;
  std::map<std::string, std::string, std::less<>> links;
  std::map<std::string, core::Error, std::less<>> fail;
  std::vector<std::string> log;

  core::Result<std::string_view> read(std::string_view path) override {
    log.emplace_back(path);
    if (const auto error = fail.find(path); error != fail.end()) return error->second;
    const auto file = files.find(path);
    if (file == files.end()) return missing(path);
    return std::string_view(file->second);
  }

  core::Result<std::string_view> read_once(std::string_view path) override { return read(path); }

  core::Result<std::vector<std::string>> list(std::string_view directory) override {
    if (const auto error = fail.find(directory); error != fail.end()) return error->second;
    const std::string prefix = std::string(directory) + "/";
    std::set<std::string> names;
    const auto collect = [&](std::string_view path) {
      if (!path.starts_with(prefix)) return;
      path.remove_prefix(prefix.size());
      names.emplace(path.substr(0, path.find('/')));
    };
    for (const auto& [path, content] : files) collect(path);
    for (const auto& [path, target] : links) collect(path);
    if (names.empty()) return missing(directory);
    return std::vector<std::string>(names.begin(), names.end());
  }

  core::Result<std::string> link(std::string_view path) override {
    const auto found = links.find(path);
    if (found == links.end()) return missing(path);
    return found->second;
  }

 private:
  static core::Error missing(std::string_view path) {
    return core::Error(std::string(path) + ": no such file or directory", core::ErrorKind::absent);
  }
};

}  // namespace silicon::testing
