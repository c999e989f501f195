// A Linux machine that was recorded, as its sources see it: the files of the moment. A path that
// the recording does not name is absent. Thread-safe; each HostFiles that it hands out is for one
// thread at a time. Tested by tests/exporter/platform/linux/recorded/played_machine_test.cpp.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/platform/recording/lines/timeline.hpp"
#include "exporter/platform/recording/linux_sample.hpp"
#include "exporter/sources/disks/filesystems.hpp"

namespace silicon::linux_platform {

struct PlayedMachine {
  recording::LinuxMachine machine;
  OpenFiles files;
  // The room of the file system at a path below machine.root.
  std::function<core::Result<disks::FilesystemStatistics>(const std::string& path)> measure;
};

// Time passes by `clock`, which must outlive what is opened; it begins with the first read. At the
// end of the recording, and from a line on that is not understood, every read fails and says why.
core::Result<PlayedMachine> play(recording::PlaybackOptions options, const core::Clock& clock);

}  // namespace silicon::linux_platform
