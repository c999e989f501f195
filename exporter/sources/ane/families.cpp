#include "exporter/sources/ane/families.hpp"

namespace silicon::ane {

core::Family activity_family(const std::vector<Activity>& activities) {
  core::Family family{"silicon_ane_activity_ratio",
                      "How busy the neural engine is, 0 to 1, by the proxy that tells it. On Linux "
                      "it is the NPU: npu_busy_time is the share of the last interval in which "
                      "Intel's driver had jobs on it, amdgpu_gpu_metrics the firmware's average "
                      "over AMD's columns, drm_fdinfo the busy time of AMD's clients.",
                      core::MetricType::gauge,
                      {},
                      ""};
  for (const Activity& activity : activities) {
    family.add({{"source", activity.source}}, activity.ratio);
  }
  return family;
}

}  // namespace silicon::ane
