// HostFiles from memory: a machine written down in a test. Logs what was read. Directories are
// implied by the paths below them. open_files() hands the same machine to a source, so that a test
// can change it between two samples.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/platform/linux/host_files.hpp"
#include "exporter/platform/linux/natural_order.hpp"

namespace silicon::testing {

class FakeHostFiles : public linux_platform::HostFiles {
 public:
  using Texts = std::map<std::string, std::string, std::less<>>;

  FakeHostFiles() = default;
  explicit FakeHostFiles(Texts texts) : files(std::move(texts)) {}

  Texts files;
  Texts links;
  std::map<std::string, core::Error, std::less<>> fail;  // overrides a file or a directory
  std::vector<std::string> log;                          // every path read

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
    std::vector<std::string> names;
    for (const Texts* paths : {&files, &links}) {
      for (auto at = paths->lower_bound(prefix); at != paths->end(); ++at) {
        if (!at->first.starts_with(prefix)) break;
        names.push_back(
            at->first.substr(prefix.size(), at->first.find('/', prefix.size()) - prefix.size()));
      }
    }
    if (names.empty()) return missing(directory);
    std::sort(names.begin(), names.end(), linux_platform::natural_less);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  core::Result<std::string> link(std::string_view path) override {
    if (const auto error = fail.find(path); error != fail.end()) return error->second;
    const auto found = links.find(path);
    if (found == links.end()) return missing(path);
    return found->second;
  }

  // For a source that wants a HostFiles of its own. This object must outlive the source.
  linux_platform::OpenFiles open_files();

 private:
  static core::Error missing(std::string_view path) {
    return core::Error(std::string(path) + ": no such file or directory", core::ErrorKind::absent);
  }
};

// The same machine through another object.
class HostFilesView : public linux_platform::HostFiles {
 public:
  explicit HostFilesView(linux_platform::HostFiles& machine) : machine_(machine) {}

  core::Result<std::string_view> read(std::string_view path) override {
    return machine_.read(path);
  }
  core::Result<std::string_view> read_once(std::string_view path) override {
    return machine_.read_once(path);
  }
  core::Result<std::vector<std::string>> list(std::string_view directory) override {
    return machine_.list(directory);
  }
  core::Result<std::string> link(std::string_view path) override { return machine_.link(path); }

 private:
  linux_platform::HostFiles& machine_;
};

inline linux_platform::OpenFiles FakeHostFiles::open_files() {
  return [this] { return std::make_unique<HostFilesView>(*this); };
}

}  // namespace silicon::testing
