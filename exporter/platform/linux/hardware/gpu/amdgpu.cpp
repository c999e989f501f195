#include <algorithm>
#include <utility>

#include "exporter/platform/linux/hardware/drm/drm_cards.hpp"
#include "exporter/platform/linux/hardware/gpu/gpu_backend.hpp"
#include "exporter/sources/gpu/amdgpu/gpu_metrics.hpp"
#include "exporter/sources/gpu/amdgpu/sysfs.hpp"
#include "exporter/sources/thermal/hwmon/files.hpp"
#include "exporter/sources/thermal/placeholders.hpp"

namespace silicon::linux_platform {
namespace {

using thermal::hwmon::SensorKind;

constexpr std::string_view kMetricsSource = "amdgpu_gpu_metrics";

struct AmdCard {
  DrmCard card;
  std::string device;      // its folder
  std::string power_path;  // "" where the driver tells no power, as for the next two
  std::string clock_path;
  std::string metrics_path;  // only of a version with figures that no text file has
  bool is_apu = false;
};

class AmdgpuBackend : public GpuBackend {
 public:
  AmdgpuBackend(HostFiles& files, std::vector<AmdCard> cards)
      : files_(files), cards_(std::move(cards)) {}

  core::Result<std::vector<GpuSample>> sample(const sources::Tick&) override {
    std::vector<GpuSample> samples;
    for (const AmdCard& card : cards_) {
      if (!is_suspended(files_, card.device)) samples.push_back(sample(card));
    }
    return samples;
  }

 private:
  GpuSample sample(const AmdCard& card) {
    GpuSample sample;
    gpu::GpuReading& reading = sample.reading;
    reading.gpu = card.card.gpu;
    reading.model = card.card.model;
    reading.source = "amdgpu";
    if (const auto text = files_.read(card.device + "/gpu_busy_percent")) {
      reading.utilization = gpu::amdgpu::parse_busy(*text);
    }
    reading.memory_used_bytes = memory_used(card);
    read_clock(card, reading);
    sample.rail = card.is_apu ? "package" : "gpu";
    sample.watts = power(card);
    sample.traffic = traffic(card);
    return sample;
  }

  std::optional<double> bytes(const std::string& path) {
    const auto text = files_.read(path);
    return text ? gpu::amdgpu::parse_bytes(*text) : std::nullopt;
  }

  // A processor's GPU has a small part of main memory set aside as "VRAM" and takes the rest of
  // what it needs through the GTT; to a card of its own the GTT is other people's memory.
  std::optional<double> memory_used(const AmdCard& card) {
    const auto vram = bytes(card.device + "/mem_info_vram_used");
    if (!vram || !card.is_apu) return vram;
    const auto gtt = bytes(card.device + "/mem_info_gtt_used");
    return gtt ? std::optional(*vram + *gtt) : std::nullopt;
  }

  // freq1_input is what the clock is; the marked level may be what was asked for.
  void read_clock(const AmdCard& card, gpu::GpuReading& reading) {
    if (const auto text = files_.read(card.device + "/pp_dpm_sclk")) {
      const auto levels = gpu::amdgpu::parse_clock_levels(*text);
      reading.frequency_hertz = levels.current_hertz;
      reading.max_hertz = levels.max_hertz;
    }
    if (card.clock_path.empty()) return;
    if (const auto hertz = bytes(card.clock_path)) reading.frequency_hertz = hertz;
  }

  std::optional<double> power(const AmdCard& card) {
    if (card.power_path.empty()) return std::nullopt;
    const auto text = files_.read(card.power_path);
    if (!text) return std::nullopt;
    const auto watts = thermal::hwmon::parse_value(SensorKind::power, *text);
    if (!watts || thermal::power_placeholder(*watts)) return std::nullopt;
    return *watts;
  }

  std::vector<bandwidth::Traffic> traffic(const AmdCard& card) {
    if (card.metrics_path.empty()) return {};
    const auto text = files_.read(card.metrics_path);
    if (!text) return {};
    const auto metrics = gpu::amdgpu::parse_apu_metrics(*text);
    if (!metrics) return {};
    const std::string source(kMetricsSource);
    return {{"read", source, std::nullopt, metrics->dram_read_bytes_per_second},
            {"write", source, std::nullopt, metrics->dram_write_bytes_per_second}};
  }

  HostFiles& files_;
  std::vector<AmdCard> cards_;
};

// Power and clock are in the hwmon folder below the device, whose number is anybody's guess.
void find_hwmon(HostFiles& files, AmdCard& card) {
  for (const std::string& name : files.list(card.device + "/hwmon").value_or({})) {
    const std::string folder = card.device + "/hwmon/" + name;
    const auto names = files.list(folder).value_or({});
    for (const auto& sensor : thermal::hwmon::sensors_among(names)) {
      // power1_average, or power1_input since Linux 6.x on chips that tell the moment's.
      if (sensor.stem == "power1") card.power_path = folder + "/" + sensor.value;
    }
    if (std::find(names.begin(), names.end(), "freq1_input") != names.end()) {
      card.clock_path = folder + "/freq1_input";
    }
  }
}

void look_at_metrics(HostFiles& files, AmdCard& card) {
  const std::string path = card.device + "/gpu_metrics";
  const auto bytes = files.read_once(path);
  if (!bytes) return;
  const auto header = gpu::amdgpu::parse_header(*bytes);
  // No gpu_metrics: a card of its own. Processors' GPUs older than Renoir, which have none either,
  // show no power (amdgpu_pm.c, hwmon_attributes_visible()), the one figure that would be wrong.
  card.is_apu = header && header->is_apu();
  if (gpu::amdgpu::parse_apu_metrics(*bytes)) card.metrics_path = path;
}

}  // namespace

core::Result<std::unique_ptr<GpuBackend>> open_amdgpu(HostFiles& files) {
  std::vector<AmdCard> cards;
  for (DrmCard& found : find_cards(files)) {
    if (found.driver != "amdgpu") continue;
    AmdCard card;
    card.device = found.directory + "/device";
    card.card = std::move(found);
    find_hwmon(files, card);
    look_at_metrics(files, card);
    cards.push_back(std::move(card));
  }
  if (cards.empty()) {
    return core::Error("no AMD GPU (amdgpu) in /sys/class/drm", core::ErrorKind::absent);
  }
  return std::unique_ptr<GpuBackend>(std::make_unique<AmdgpuBackend>(files, std::move(cards)));
}

}  // namespace silicon::linux_platform
