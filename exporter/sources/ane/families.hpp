// Neural engines as metric families: Apple's, and on Linux the NPUs of other makers, told apart by
// their source. There is no real utilization counter anywhere, so each figure says what it is a
// proxy for. Pure; any thread. Tested by tests/exporter/sources/ane/families_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "exporter/core/family.hpp"

namespace silicon::ane {

struct Activity {
  std::string source;  // "npu_busy_time", "amdgpu_gpu_metrics", "drm_fdinfo"...
  double ratio = 0;    // 0 to 1
};

// silicon_ane_activity_ratio; without samples where there are none.
core::Family activity_family(const std::vector<Activity>& activities);

}  // namespace silicon::ane
