#include <set>
#include <utility>

#include "exporter/platform/linux/hardware/gpu/gpu_backend.hpp"
#include "exporter/platform/linux/hardware/gpu/nvml/nvml_backend.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"
#include "exporter/sources/energy/families.hpp"
#include "exporter/sources/thermal/families.hpp"

namespace silicon::linux_platform {
namespace {

class GpuSource : public sources::Source {
 public:
  GpuSource(std::unique_ptr<HostFiles> files, std::shared_ptr<PerfCounters> perf,
            const std::string& nvml)
      : files_(std::move(files)), perf_(std::move(perf)) {
    add(open_nvml(*files_, nvml));
    add(open_amdgpu(*files_));
    add(open_intel(*files_, perf_.get()));
  }

  bool has_gpus() const { return !backends_.empty(); }
  core::Error why_none() const { return core::Error(problem_, core::ErrorKind::absent); }

  core::Result<core::Families> sample(const sources::Tick& tick) override {
    std::vector<GpuSample> all;
    std::string problem;
    for (const auto& backend : backends_) {
      auto samples = backend->sample(tick);
      if (!samples) {
        problem = samples.error().message();
        continue;
      }
      for (GpuSample& sample : *samples) all.push_back(std::move(sample));
    }
    if (all.empty() && !problem.empty()) return core::Error(problem);
    return families(all);
  }

 private:
  void add(core::Result<std::unique_ptr<GpuBackend>> backend) {
    if (backend) {
      backends_.push_back(std::move(backend).value());
    } else {
      problem_ += (problem_.empty() ? "" : "; ") + backend.error().message();
    }
  }

  // "gpu" for the only GPU that tells its power; with its address where there are several, now or
  // at any time before: a series must not change its labels because another GPU fell asleep.
  std::string rail_of(const GpuSample& sample) {
    if (sample.rail != "gpu") return sample.rail;
    return rails_.size() > 1 ? "gpu-" + sample.reading.gpu : "gpu";
  }

  core::Families families(const std::vector<GpuSample>& samples) {
    std::vector<gpu::GpuReading> readings;
    std::vector<thermal::Temperature> temperatures;
    std::vector<thermal::ThrottleCount> throttles;
    std::vector<bandwidth::Traffic> traffic;
    for (const GpuSample& sample : samples) {
      const gpu::GpuReading& reading = sample.reading;
      readings.push_back(reading);
      if (reading.utilization) utilization_.observe(reading.gpu, *reading.utilization);
      if (sample.celsius) {
        temperatures.push_back(
            {thermal::temperature_labels(reading.source + " " + reading.gpu, "gpu"),
             *sample.celsius});
      }
      if (sample.throttle_events) throttles.push_back({"", reading.gpu, *sample.throttle_events});
      traffic.insert(traffic.end(), sample.traffic.begin(), sample.traffic.end());
    }
    core::Families all = gpu::families(readings);
    for (core::Family& family : bandwidth::families(traffic)) all.push_back(std::move(family));
    all.push_back(thermal::temperature_family(temperatures));
    all.push_back(thermal::throttle_family(throttles));
    all.push_back(utilization_.family());
    add_energy(samples, all);
    std::erase_if(all, [](const core::Family& family) { return family.samples.empty(); });
    return all;
  }

  void add_energy(const std::vector<GpuSample>& samples, core::Families& all) {
    for (const GpuSample& sample : samples) {
      if (sample.rail == "gpu" && (sample.watts || sample.joules)) {
        rails_.insert(sample.reading.gpu);
      }
    }
    std::vector<energy::Energy> energies;
    std::vector<energy::Power> powers;
    for (const GpuSample& sample : samples) {
      const std::string rail = rail_of(sample);
      if (sample.joules) energies.push_back({rail, *sample.joules});
      if (!sample.watts) continue;
      powers.push_back({rail, sample.reading.source, *sample.watts});
      // What RAPL tells of the package has its own histogram.
      if (sample.rail == "gpu") power_.observe(rail, *sample.watts);
    }
    all.push_back(energy::energy_family(energies));
    all.push_back(energy::power_family(powers));
    all.push_back(power_.family());
  }

  std::unique_ptr<HostFiles> files_;
  std::shared_ptr<PerfCounters> perf_;
  std::vector<std::unique_ptr<GpuBackend>> backends_;
  std::string problem_;
  std::set<std::string> rails_;  // GPUs that have told power or energy
  gpu::UtilizationSamples utilization_;
  energy::PowerSamples power_;
};

core::Result<std::unique_ptr<sources::Source>> open_gpu(const OpenFiles& open_files,
                                                        const std::shared_ptr<PerfCounters>& perf,
                                                        const std::string& nvml) {
  auto source = std::make_unique<GpuSource>(open_files(), perf, nvml);
  if (!source->has_gpus()) return source->why_none();
  return std::unique_ptr<sources::Source>(std::move(source));
}

}  // namespace

sources::SourceSpec gpu_source(OpenFiles open_files, std::shared_ptr<PerfCounters> perf,
                               std::string nvml_library) {
  return {.name = "gpu",
          .description = "GPUs as their drivers tell (amdgpu, i915, xe; NVIDIA through NVML)",
          .interval = std::chrono::seconds(1),
          .budget = std::chrono::milliseconds(500),
          // NVML and the firmware behind amdgpu's files may take their time.
          .may_block = true,
          .open = [open_files = std::move(open_files), perf = std::move(perf),
                   nvml = std::move(nvml_library)] { return open_gpu(open_files, perf, nvml); }};
}

}  // namespace silicon::linux_platform
