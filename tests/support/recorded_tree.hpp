// A machine recorded below ../shared/data, made whole: there, symbolic links are kept as files that
// hold their target, because archives and version control lose links. The parts asked for are
// copied below a temporary folder with the links restored, and removed at the end.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace silicon::testing {

class RecordedTree {
 public:
  // `recording` below ../shared/data, e.g. "linux/procfs-fixtures"; `parts` below that, e.g.
  // "sys/class/hwmon". Parts that the recording lacks are left out.
  RecordedTree(const std::string& recording, const std::vector<std::string>& parts)
      : recording_(std::string(SILICON_SOURCE_DIR) + "/../shared/data/" + recording) {
    if (!exists()) return;
    std::string name = std::filesystem::temp_directory_path().string() + "/silicon-tree-XXXXXX";
    root_ = ::mkdtemp(name.data());
    for (const std::string& part : parts) restore(part);
  }
  RecordedTree(const RecordedTree&) = delete;
  RecordedTree& operator=(const RecordedTree&) = delete;
  ~RecordedTree() {
    std::error_code ignored;
    if (!root_.empty()) std::filesystem::remove_all(root_, ignored);
  }

  // Whether the recording is there at all.
  bool exists() const { return std::filesystem::exists(recording_); }
  const std::string& recording() const { return recording_; }
  const std::string& root() const { return root_; }

 private:
  void restore(const std::string& part) {
    const std::filesystem::path from = recording_ + "/" + part;
    if (!std::filesystem::exists(from)) return;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(from)) {
      if (!entry.is_regular_file()) continue;
      const std::filesystem::path to = root_ / std::filesystem::relative(entry.path(), recording_);
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
  std::string root_;
};

}  // namespace silicon::testing
