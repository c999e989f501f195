// Reads small kernel files over and over through descriptors that stay open: a pread of 1 to 2 us
// where opening costs 7. Not a HostFiles: these know what the answers of a cgroup file mean, and
// cost no error texts where a file is missing. One thread at a time.
// Tested by tests/exporter/platform/linux/containers/kept_files_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "exporter/platform/linux/descriptor.hpp"

namespace silicon::linux_platform {

enum class FileState {
  read,
  missing,  // not there, withheld, or switched off: not asked again before retry()
  gone,     // the kernel's ENODEV: the cgroup was removed
};

struct FileText {
  FileState state = FileState::missing;
  std::string_view text = {};  // valid until the next read through the same reader

  explicit operator bool() const { return state == FileState::read; }
};

class KeptFile {
 public:
  KeptFile() = default;
  explicit KeptFile(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  void retry() { missing_ = false; }

 private:
  friend class KeptFileReader;
  std::string path_;  // "": a file that is nowhere
  Descriptor file_{-1};
  bool missing_ = false;
};

class KeptFileReader {
 public:
  KeptFileReader();

  // The whole content. `keep`: the descriptor stays open.
  FileText read(KeptFile& file, bool keep);

  // The same for a path that is not read again soon.
  FileText read_once(const std::string& path);

  // Of the file `name` below an open directory (/proc/PID: the name means nothing else when the
  // number is given to another process).
  FileText read_at(const Descriptor& directory, const char* name);

  // Of a file that somebody else opened.
  FileText read_open(const Descriptor& file);

 private:
  std::string buffer_;
};

// How many descriptors may be kept: what this process may open, the limit raised as far as it is
// allowed to be, less what everything else needs.
std::size_t descriptors_to_keep();

}  // namespace silicon::linux_platform
