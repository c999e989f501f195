// The one door through which Linux sources see the machine's files: /proc, /sys and their kin under
// a root that may be a fixture, a container's view of its host (/host), or a recording. Not a
// general file system: contents are whole, small and read often. One instance per source, used by
// one thread at a time. Tested by tests/exporter/platform/linux/disk_files_test.cpp.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::linux_platform {

class HostFiles {
 public:
  HostFiles() = default;
  HostFiles(const HostFiles&) = delete;
  HostFiles& operator=(const HostFiles&) = delete;
  virtual ~HostFiles() = default;

  // The whole content of e.g. "/proc/stat"; valid until the next call on this object.
  // Errors: absent (ENOENT, ENODEV, ENXIO...: also a file that vanished between two reads, and what
  // the kernel says it does not support), denied (EACCES, EPERM), failed (all else, and content
  // over the size limit). Messages begin with the path. The file is kept open between calls and
  // read again from its start: three times cheaper than opening.
  virtual core::Result<std::string_view> read(std::string_view path) = 0;

  // The same for a file that will not be read again soon: nothing is kept open.
  virtual core::Result<std::string_view> read_once(std::string_view path) = 0;

  // Names in a directory, sorted so that numbers inside names order as numbers (cpu2 before cpu10);
  // without "." and "..". Bounded in count.
  virtual core::Result<std::vector<std::string>> list(std::string_view directory) = 0;

  // Where a symbolic link points, as written in it.
  virtual core::Result<std::string> link(std::string_view path) = 0;
};

// Makes one HostFiles of the machine that is watched: for each source its own.
using OpenFiles = std::function<std::unique_ptr<HostFiles>()>;

}  // namespace silicon::linux_platform
