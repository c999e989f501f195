// HostFiles on a real file system, below a root: "/" on the machine itself, "/host" where a
// container sees its host's /proc and /sys, a folder with a fixture. Reads only regular files: a
// FIFO or a device under a path that we expected to be text is refused before it is opened.
// One thread at a time. Tested by tests/exporter/platform/linux/disk_files_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

#include "exporter/platform/linux/descriptor.hpp"
#include "exporter/platform/linux/host_files.hpp"

namespace silicon::linux_platform {

class DiskFiles : public HostFiles {
 public:
  // Enough for what a host with a thousand CPUs or ten thousand mounts has in one kernel file.
  static constexpr std::size_t kSizeLimit = 4U << 20U;
  static constexpr std::size_t kListLimit = 1U << 16U;

  // At most `kept_files` files stay open; beyond that the one least recently read is closed.
  explicit DiskFiles(std::string root = "/", std::size_t kept_files = 256);

  // Keeps the file open. A descriptor whose file is gone (a removed cgroup answers ENODEV, a
  // replaced file has no more links) is dropped, and the path is looked up again. When the process
  // runs out of descriptors all kept ones are given back first.
  core::Result<std::string_view> read(std::string_view path) override;

  // For what is read once, and for what must not be kept open: an open /proc/PID/net/dev keeps a
  // dead container's network namespace alive.
  core::Result<std::string_view> read_once(std::string_view path) override;

  core::Result<std::vector<std::string>> list(std::string_view directory) override;
  core::Result<std::string> link(std::string_view path) override;

 private:
  struct Kept {
    Descriptor file;
    std::uint64_t last_read;
  };
  struct PathHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view path) const {
      return std::hash<std::string_view>()(path);
    }
  };

  std::string full(std::string_view path) const { return root_ + std::string(path); }
  core::Error failure(std::string_view path, int error) const;
  core::Result<Descriptor> open(std::string_view path);
  int fill_buffer(int file);
  void keep(std::string_view path, Descriptor file);

  std::string root_;  // without a final '/'
  std::size_t kept_limit_;
  std::unordered_map<std::string, Kept, PathHash, std::equal_to<>> kept_;
  std::uint64_t reads_ = 0;
  std::string buffer_;
  std::size_t length_ = 0;  // of the content, at the front of buffer_
};

}  // namespace silicon::linux_platform
