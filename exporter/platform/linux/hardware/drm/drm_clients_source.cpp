#include <algorithm>
#include <utility>

#include "exporter/platform/linux/hardware/drm/drm_cards.hpp"
#include "exporter/platform/linux/hardware/drm/drm_clients.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"
#include "exporter/sources/ane/families.hpp"
#include "exporter/sources/gpu/drm/client_usage.hpp"
#include "exporter/sources/gpu/families.hpp"

namespace silicon::linux_platform {
namespace {

constexpr std::string_view kAccelerators = "/sys/class/accel";
constexpr std::string_view kSource = "drm_fdinfo";

// Drivers whose own figures are whole, where those of their clients would be a part.
bool tells_by_itself(std::string_view driver) {
  return driver == "amdgpu" || driver == "nvidia" || driver == "intel_vpu";
}

// drivers/accel/amdxdna; its drm-driver line says "amdxdna_accel_driver".
bool is_npu(std::string_view driver) {
  return driver.starts_with("amdxdna");
}

class DrmClientsSource : public sources::Source {
 public:
  explicit DrmClientsSource(std::unique_ptr<HostFiles> files)
      : files_(std::move(files)), clients_(*files_) {}

  core::Result<core::Families> sample(const sources::Tick& tick) override {
    std::vector<gpu::drm::Client> clients = clients_.read(tick.steady);
    std::erase_if(clients, [](const auto& client) { return tells_by_itself(client.driver); });
    std::vector<gpu::GpuReading> gpus;
    std::vector<ane::Activity> npus;
    for (const gpu::drm::DeviceUsage& device : usage_.update(clients, tick.steady)) {
      if (!is_npu(device.driver)) {
        gpus.push_back(reading_of(device));
      } else if (device.utilization && npus.empty()) {
        // The family has no label for a second one.
        npus.push_back({std::string(kSource), *device.utilization});
      }
    }
    core::Families families = gpu::families(gpus);
    families.push_back(ane::activity_family(npus));
    if (families.back().samples.empty()) families.pop_back();
    return families;
  }

 private:
  static gpu::GpuReading reading_of(const gpu::drm::DeviceUsage& device) {
    gpu::GpuReading reading;
    reading.gpu = device.device;
    reading.source = kSource;
    reading.active_seconds = device.active_seconds;
    reading.utilization = device.utilization;
    reading.memory_used_bytes = device.resident_bytes;
    reading.memory_allocated_bytes = device.total_bytes;
    return reading;
  }

  std::unique_ptr<HostFiles> files_;
  DrmClients clients_;
  gpu::drm::ClientUsage usage_;
};

bool has_accelerator(HostFiles& files) {
  for (const std::string& name : files.list(kAccelerators).value_or({})) {
    const std::string folder = std::string(kAccelerators) + "/" + name + "/device/uevent";
    if (read_text(files, folder).find("DRIVER=amdxdna") != std::string::npos) return true;
  }
  return false;
}

core::Result<std::unique_ptr<sources::Source>> open_drm_clients(const OpenFiles& open_files) {
  std::unique_ptr<HostFiles> files = open_files();
  const std::vector<DrmCard> cards = find_cards(*files);
  const bool has_gpu = std::any_of(cards.begin(), cards.end(), [](const DrmCard& card) {
    return !tells_by_itself(card.driver);
  });
  if (!has_gpu && !has_accelerator(*files)) {
    return core::Error(
        "no GPU or NPU that only its clients tell about: none in /sys/class/drm but those whose "
        "drivers have figures of their own",
        core::ErrorKind::absent);
  }
  if (const auto init = files->list("/proc/1/fd"); !init) {
    return core::Error(
        "/proc/1/fd cannot be read, so that only a part of the GPU's clients would count: run as "
        "root, or grant CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH; containers need the host's /proc",
        init.error().kind());
  }
  return std::unique_ptr<sources::Source>(std::make_unique<DrmClientsSource>(std::move(files)));
}

}  // namespace

sources::SourceSpec drm_clients_source(OpenFiles open_files) {
  return {.name = "drm_clients",
          .description = "GPUs and NPUs as their clients use them (/proc/PID/fdinfo)",
          .interval = std::chrono::seconds(5),
          .budget = std::chrono::seconds(1),
          .may_block = true,  // the walk over all processes is no work for the quick thread
          .open = [open_files = std::move(open_files)] { return open_drm_clients(open_files); }};
}

}  // namespace silicon::linux_platform
