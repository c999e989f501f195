#include <utility>

#include "exporter/platform/linux/hardware/drm/drm_cards.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"
#include "exporter/sources/ane/families.hpp"
#include "exporter/sources/ane/npu.hpp"
#include "exporter/sources/gpu/amdgpu/gpu_metrics.hpp"

namespace silicon::linux_platform {
namespace {

constexpr std::string_view kAccelerators = "/sys/class/accel";
constexpr std::size_t kMaxNpus = 16;

// Intel's NPU: a counter of busy microseconds. Reading it does not wake the NPU (ivpu_sysfs.c).
struct IntelNpu {
  std::string source;  // the second and later ones carry their name, since no other label can
  std::string path;
  ane::BusyShare busy;
};

// AMD's NPU, as the firmware of the processor's GPU tells about it.
struct AmdNpu {
  std::string device;
  std::string path;
};

class AneSource : public sources::Source {
 public:
  AneSource(std::unique_ptr<HostFiles> files, std::vector<IntelNpu> intel, std::vector<AmdNpu> amd)
      : files_(std::move(files)), intel_(std::move(intel)), amd_(std::move(amd)) {}

  core::Result<core::Families> sample(const sources::Tick& tick) override {
    std::vector<ane::Activity> activities;
    std::string problem;
    std::size_t answered = 0;
    for (IntelNpu& npu : intel_) {
      const auto text = files_->read(npu.path);
      const auto busy = text ? ane::parse_microseconds(*text) : std::nullopt;
      if (!busy) {
        problem = text ? npu.path + ": not a count of microseconds" : text.error().message();
        continue;
      }
      ++answered;
      const auto ratio = npu.busy.update(*busy, tick.steady);
      if (ratio) activities.push_back({npu.source, *ratio});
    }
    for (const AmdNpu& npu : amd_) {
      if (is_suspended(*files_, npu.device)) {
        ++answered;
        continue;
      }
      const auto bytes = files_->read(npu.path);
      const auto metrics = bytes ? gpu::amdgpu::parse_apu_metrics(*bytes) : std::nullopt;
      if (!metrics) {
        problem = bytes ? npu.path + ": not what it was" : bytes.error().message();
        continue;
      }
      ++answered;
      if (metrics->npu_activity) {
        activities.push_back({"amdgpu_gpu_metrics", *metrics->npu_activity});
      }
    }
    if (answered == 0) return core::Error(problem);
    if (activities.empty()) return core::Families{};
    return core::Families{ane::activity_family(activities)};
  }

 private:
  std::unique_ptr<HostFiles> files_;
  std::vector<IntelNpu> intel_;
  std::vector<AmdNpu> amd_;
};

std::vector<IntelNpu> find_intel(HostFiles& files) {
  std::vector<IntelNpu> npus;
  for (const std::string& name : files.list(kAccelerators).value_or({})) {
    std::string path = std::string(kAccelerators) + "/" + name + "/device/npu_busy_time_us";
    if (!files.read(path) || npus.size() >= kMaxNpus) continue;
    const std::string source = npus.empty() ? "npu_busy_time" : "npu_busy_time (" + name + ")";
    npus.push_back({source, std::move(path), {}});
  }
  return npus;
}

std::vector<AmdNpu> find_amd(HostFiles& files) {
  for (const DrmCard& card : find_cards(files)) {
    if (card.driver != "amdgpu") continue;
    const std::string device = card.directory + "/device";
    const auto bytes = files.read_once(device + "/gpu_metrics");
    const auto metrics = bytes ? gpu::amdgpu::parse_apu_metrics(*bytes) : std::nullopt;
    if (metrics && metrics->npu_activity) return {{device, device + "/gpu_metrics"}};
  }
  return {};
}

core::Result<std::unique_ptr<sources::Source>> open_ane(const OpenFiles& open_files) {
  std::unique_ptr<HostFiles> files = open_files();
  std::vector<IntelNpu> intel = find_intel(*files);
  std::vector<AmdNpu> amd = find_amd(*files);
  if (intel.empty() && amd.empty()) {
    return core::Error(
        "no NPU that tells its activity: no npu_busy_time_us in /sys/class/accel (Intel, Linux "
        "6.11 on), and no gpu_metrics version 3.0 with it (AMD, Linux 6.7 on)",
        core::ErrorKind::absent);
  }
  return std::unique_ptr<sources::Source>(
      std::make_unique<AneSource>(std::move(files), std::move(intel), std::move(amd)));
}

}  // namespace

sources::SourceSpec ane_source(OpenFiles open_files) {
  return {.name = "ane",
          .description = "activity of NPUs (Intel in /sys/class/accel; AMD through gpu_metrics)",
          .interval = std::chrono::seconds(1),
          .budget = std::chrono::milliseconds(200),
          .may_block = true,  // gpu_metrics asks the firmware
          .open = [open_files = std::move(open_files)] { return open_ane(open_files); }};
}

}  // namespace silicon::linux_platform
