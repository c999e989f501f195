// A machine recorded below ../shared/data, made whole: there, symbolic links are kept as files that
// hold their target, because archives and version control lose links. The parts asked for are
// copied below a temporary folder with the links restored, and removed at the end.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.hpp"

namespace silicon::testing {

class RecordedTree {
 public:
  // `recording` below ../shared/data, e.g. "linux/procfs-fixtures"; `parts` below that, e.g.
  // "sys/class/hwmon". Parts that the recording lacks are left out.
  RecordedTree(const std::string& recording, const std::vector<std::string>& parts)
      : recording_(std::string(SILICON_SOURCE_DIR) + "/../shared/data/" + recording) {
    if (!exists()) return;
    for (const std::string& part : parts) restore(part);
  }

  // Whether the recording is there at all.
  bool exists() const { return std::filesystem::exists(recording_); }
  const std::string& recording() const { return recording_; }
  std::string root() const { return copy_.root().string(); }

 private:
  void restore(const std::string& part) {
    const std::filesystem::path from = recording_ + "/" + part;
    if (!std::filesystem::exists(from)) return;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(from)) {
      if (!entry.is_regular_file()) continue;
      const auto to = copy_.root() / std::filesystem::relative(entry.path(), recording_);
      std::filesystem::create_directories(to.parent_path());
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text((std::istreambuf_iterator<char>(file)), {});
      if (text.starts_with("../")) {
        std::filesystem::create_symlink(text, to);
      } else {
        std::ofstream(to, std::ios::binary) << text;
      }
    }
  }

  std::string recording_;
  TemporaryDirectory copy_;
};

}  // namespace silicon::testing
