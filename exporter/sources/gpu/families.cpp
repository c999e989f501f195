#include "exporter/sources/gpu/families.hpp"

#include <utility>

namespace silicon::gpu {
namespace {

using Figure = std::optional<double> GpuReading::*;

// A family of one figure; with the label `source` where who tells it matters.
core::Family family_of(const std::vector<GpuReading>& readings, const char* name, const char* help,
                       core::MetricType type, Figure figure, bool with_source) {
  core::Family family{name, help, type, {}, ""};
  for (const GpuReading& reading : readings) {
    if (!(reading.*figure)) continue;
    core::Labels labels{{"gpu", reading.gpu}, {"source", with_source ? reading.source : ""}};
    family.add(std::move(labels), *(reading.*figure));
  }
  return family;
}

core::Family info(const std::vector<GpuReading>& readings) {
  core::Family family{"silicon_gpu_info",
                      "A GPU of this machine: always 1. cores is absent where it does not say.",
                      core::MetricType::gauge,
                      {},
                      ""};
  for (const GpuReading& reading : readings) {
    if (reading.model.empty()) continue;
    const std::string cores = reading.cores ? std::to_string(*reading.cores) : "";
    family.add({{"gpu", reading.gpu}, {"model", reading.model}, {"cores", cores}}, 1);
  }
  return family;
}

}  // namespace

core::Families families(const std::vector<GpuReading>& readings) {
  using core::MetricType;
  core::Families all;
  all.push_back(info(readings));
  all.push_back(family_of(readings, "silicon_gpu_active_seconds_total",
                          "Time in which the GPU (its busiest engine, where engines are counted) "
                          "worked, since the exporter started watching.",
                          MetricType::counter, &GpuReading::active_seconds, true));
  all.push_back(family_of(readings, "silicon_gpu_utilization_ratio",
                          "Share of the last interval in which the GPU (its busiest engine, where "
                          "engines are counted) worked, 0 to 1, by who tells it. drm_fdinfo sees "
                          "clients that ended during the interval no more.",
                          MetricType::gauge, &GpuReading::utilization, true));
  all.push_back(family_of(readings, "silicon_gpu_frequency_hertz",
                          "Clock of the GPU's cores; 0 while it is powered down.",
                          MetricType::gauge, &GpuReading::frequency_hertz, false));
  all.push_back(family_of(readings, "silicon_gpu_frequency_max_hertz",
                          "Highest clock of the GPU's cores.", MetricType::gauge,
                          &GpuReading::max_hertz, false));
  all.push_back(
      family_of(readings, "silicon_gpu_memory_used_bytes",
                "Memory in use by the GPU: its own, or its share of main memory where it "
                "has none. Where only its clients tell (Linux without a driver's figure), "
                "what they hold; shared buffers count for each.",
                MetricType::gauge, &GpuReading::memory_used_bytes, false));
  all.push_back(family_of(readings, "silicon_gpu_memory_allocated_bytes",
                          "Memory allocated for the GPU, whether in use or not.", MetricType::gauge,
                          &GpuReading::memory_allocated_bytes, false));
  std::erase_if(all, [](const core::Family& family) { return family.samples.empty(); });
  return all;
}

void UtilizationSamples::observe(std::string_view gpu, double ratio) {
  auto found = histograms_.find(gpu);
  if (found == histograms_.end()) {
    const std::vector<double> bounds = {0.01, 0.05, 0.1, 0.2, 0.3,  0.4,  0.5,
                                        0.6,  0.7,  0.8, 0.9, 0.95, 0.99, 1};
    const core::Labels labels{{"gpu", std::string(gpu)}};
    found = histograms_.emplace(gpu, core::Histogram(bounds, labels)).first;
  }
  found->second.observe(ratio);
}

core::Family UtilizationSamples::family() const {
  core::Family family{"silicon_gpu_utilization_sample_ratio",
                      "Distribution of a GPU's utilization over all samples taken, at the "
                      "exporter's sampling interval.",
                      core::MetricType::histogram,
                      {},
                      ""};
  for (const auto& [gpu, histogram] : histograms_) histogram.append_to(family);
  return family;
}

}  // namespace silicon::gpu
