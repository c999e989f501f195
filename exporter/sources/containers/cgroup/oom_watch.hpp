// Whether a process may have been killed for want of memory anywhere on the machine, so that the
// files which say in which cgroup need not all be read each second. State without locks: one thread
// at a time. Tested by tests/exporter/sources/containers/cgroup/oom_watch_test.cpp.
#pragma once

#include <string_view>

#include "exporter/sources/containers/reading.hpp"

namespace silicon::containers {

class OomWatch {
 public:
  // False: no cgroup's count of kills rose since it was read after the last call. `vmstat` is the
  // text of /proc/vmstat, taken before those counts are; "" where it cannot be had.
  bool may_have_killed(std::string_view vmstat);

 private:
  Count kills_;
  bool moved_ = true;
};

}  // namespace silicon::containers
