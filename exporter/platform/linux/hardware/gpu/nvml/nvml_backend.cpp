#include "exporter/platform/linux/hardware/gpu/nvml/nvml_backend.hpp"

#include <cstring>
#include <map>
#include <utility>

#include "exporter/platform/linux/hardware/drm/drm_cards.hpp"
#include "exporter/platform/linux/hardware/gpu/nvml/nvml_library.hpp"
#include "exporter/sources/energy/wrapping_counter.hpp"
#include "exporter/sources/gpu/nvml.hpp"

namespace silicon::linux_platform {
namespace {

constexpr unsigned kMaxGpus = 64;
constexpr core::SteadyDuration kSearchInterval = std::chrono::seconds(60);

// What is counted about a GPU over time; it survives the GPU's absence.
struct History {
  energy::WrappingCounter energy{0};
  gpu::ThrottleTransitions throttle;
};

struct Gpu {
  nvml::Device handle = nullptr;
  gpu::GpuReading identity;  // gpu, source, model, cores
  std::string device;        // its folder in sysfs; "" where NVML tells no address
};

// Asks for one value; nullopt when the function is missing or says no. Notes whether the GPU is
// lost, so that it need not be asked again.
template <class Value>
std::optional<Value> answer(bool& lost, int code, const Value& value) {
  lost = code == nvml::gpu_is_lost || code == nvml::uninitialized;
  return code == nvml::success ? std::optional(value) : std::nullopt;
}

template <class Value>
std::optional<Value> ask(bool& lost, int (*function)(nvml::Device, Value*), nvml::Device device) {
  if (function == nullptr || lost) return std::nullopt;
  Value value{};
  const int code = function(device, &value);
  return answer(lost, code, value);
}

template <class Value>
std::optional<Value> ask(bool& lost, int (*function)(nvml::Device, int, Value*),
                         nvml::Device device, int which) {
  if (function == nullptr || lost) return std::nullopt;
  Value value{};
  const int code = function(device, which, &value);
  return answer(lost, code, value);
}

// A fixed array of characters that should end in a zero, and may not.
template <std::size_t N>
std::string text_of(const char (&characters)[N]) {
  return std::string(characters, ::strnlen(characters, N));
}

Gpu identify(const NvmlFunctions& nvml, unsigned index, nvml::Device handle) {
  Gpu gpu;
  gpu.handle = handle;
  gpu.identity.gpu = std::to_string(index);
  gpu.identity.source = "nvml";
  bool lost = false;
  if (const auto pci = ask(lost, nvml.pci_info, handle)) {
    gpu.identity.gpu = gpu::pci_address(text_of(pci->bus_id));
    gpu.device = "/sys/bus/pci/devices/" + gpu.identity.gpu;
  }
  char name[96] = {};
  if (nvml.name != nullptr && nvml.name(handle, name, sizeof name) == nvml::success) {
    gpu.identity.model = text_of(name);
  }
  gpu.identity.cores = ask(lost, nvml.core_count, handle);
  return gpu;
}

class NvmlBackend : public GpuBackend {
 public:
  NvmlBackend(HostFiles& files, std::string file, std::unique_ptr<NvmlLibrary> library)
      : files_(files), file_(std::move(file)), library_(std::move(library)) {
    find_gpus();
  }

  bool has_gpus() const { return !gpus_.empty(); }

  core::Result<std::vector<GpuSample>> sample(const sources::Tick& tick) override {
    search_again(tick.steady);
    std::vector<GpuSample> samples;
    for (const Gpu& gpu : gpus_) {
      if (!gpu.device.empty() && is_suspended(files_, gpu.device)) continue;
      bool lost = false;
      GpuSample sample = ask_all(gpu, tick, lost);
      some_lost_ = some_lost_ || lost;
      if (!lost) samples.push_back(std::move(sample));
    }
    if (samples.empty() && some_lost_) return core::Error("NVML: no GPU answers any more");
    return samples;
  }

 private:
  void find_gpus() {
    gpus_.clear();
    some_lost_ = library_ == nullptr;
    if (library_ == nullptr) return;
    const NvmlFunctions& nvml = library_->functions();
    unsigned count = 0;
    if (nvml.device_count(&count) != nvml::success) return;
    for (unsigned index = 0; index < count && index < kMaxGpus; ++index) {
      nvml::Device handle = nullptr;
      if (nvml.device_by_index(index, &handle) == nvml::success) {
        gpus_.push_back(identify(nvml, index, handle));
      } else {
        some_lost_ = true;
      }
    }
  }

  // Handles of lost GPUs never work again; a new initialisation gives new ones.
  void search_again(core::SteadyInstant now) {
    if (!some_lost_) searched_at_ = now;
    if (now - searched_at_ < kSearchInterval) return;
    searched_at_ = now;
    library_.reset();
    auto library = NvmlLibrary::load(file_);
    if (library) library_ = std::move(library).value();
    find_gpus();
  }

  GpuSample ask_all(const Gpu& gpu, const sources::Tick& tick, bool& lost) {
    const NvmlFunctions& nvml = library_->functions();
    gpu::NvmlAnswers answers;
    if (const auto rates = ask(lost, nvml.utilization, gpu.handle)) {
      answers.utilization_percent = rates->gpu;
    }
    if (const auto memory = ask(lost, nvml.memory, gpu.handle)) {
      answers.memory_used_bytes = memory->used;
    }
    answers.graphics_mhz = ask(lost, nvml.clock, gpu.handle, nvml::kClockGraphics);
    answers.max_graphics_mhz = ask(lost, nvml.max_clock, gpu.handle, nvml::kClockGraphics);
    answers.power_milliwatts = ask(lost, nvml.power, gpu.handle);
    answers.temperature_celsius = ask(lost, nvml.temperature, gpu.handle, nvml::kTemperatureGpu);
    answers.clock_reasons = ask(lost, nvml.clock_reasons, gpu.handle);
    const auto millijoules = ask(lost, nvml.energy, gpu.handle);

    GpuSample sample;
    sample.reading = gpu.identity;
    gpu::apply(answers, sample.reading);
    sample.watts = gpu::watts(answers);
    sample.celsius = gpu::celsius(answers);
    History& history = histories_[gpu.identity.gpu];
    sample.throttle_events = history.throttle.update(answers);
    if (millijoules && *millijoules < std::uint64_t{1} << 53U) {
      const auto mean = history.energy.update(*millijoules * 1000, tick.steady);
      sample.joules = history.energy.joules();
      if (!sample.watts) sample.watts = mean;
    }
    return sample;
  }

  HostFiles& files_;
  std::string file_;
  std::unique_ptr<NvmlLibrary> library_;  // null when it could not be loaded again
  std::vector<Gpu> gpus_;
  std::map<std::string, History> histories_;  // by the label `gpu`
  bool some_lost_ = false;
  core::SteadyInstant searched_at_{};
};

}  // namespace

core::Result<std::unique_ptr<GpuBackend>> open_nvml(HostFiles& files, const std::string& file) {
  if (file.empty()) return core::Error("NVML is not used here", core::ErrorKind::absent);
  auto library = NvmlLibrary::load(file);
  if (!library) return std::move(library).error();
  auto backend = std::make_unique<NvmlBackend>(files, file, std::move(library).value());
  if (!backend->has_gpus()) {
    return core::Error(file + ": the driver shows no GPU", core::ErrorKind::absent);
  }
  return std::unique_ptr<GpuBackend>(std::move(backend));
}

}  // namespace silicon::linux_platform
