// What sources read of a Linux machine, noted for a recording: a tap in the layer through which
// they read. Only what the kernel says of the machine is noted, without names (pseudonyms.hpp), and
// only what is new since the last time. One thread. Tested by
// tests/exporter/platform/linux/recorded/notes_test.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/platform/linux/recorded/pseudonyms.hpp"
#include "exporter/platform/recording/linux_sample.hpp"
#include "exporter/sources/disks/filesystems.hpp"

namespace silicon::linux_platform {

class Notes {
 public:
  explicit Notes(Pseudonyms pseudonyms) : pseudonyms_(std::move(pseudonyms)) {}

  void file(std::string_view path, std::string_view content);
  void directory(std::string_view path, const std::vector<std::string>& names);
  void link(std::string_view path, std::string_view target);
  // Of a file or directory. What was never there needs no word.
  void error(std::string_view path, core::ErrorKind kind);
  // As the machine itself calls the place where it is mounted.
  void filesystem(std::string_view mountpoint, const disks::FilesystemStatistics& room);

  // As the notes call a path.
  std::string path(std::string_view path) { return pseudonyms_.in_path(path); }

  // What is new since the last call, but for the times. No more than fits a line: the rest comes
  // with the next call.
  recording::LinuxSample take();

 private:
  Pseudonyms pseudonyms_;
  recording::LinuxSample told_;   // what calls so far returned
  recording::LinuxSample fresh_;  // what the next ones will
};

// Whether what a path holds may be in a recording: /proc, /sys and the system's name, without what
// processes are called and were given.
bool is_worth_noting(std::string_view path);

// Reads through `files` and notes what comes; `notes` must outlive it.
std::unique_ptr<HostFiles> noted(std::unique_ptr<HostFiles> files, Notes& notes);

}  // namespace silicon::linux_platform
