#include <algorithm>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/platform/linux/hardware/drm/drm_cards.hpp"
#include "exporter/platform/linux/hardware/gpu/gpu_backend.hpp"
#include "exporter/platform/linux/hardware/perf/pmu_folder.hpp"
#include "exporter/sources/gpu/engine_usage.hpp"

namespace silicon::linux_platform {
namespace {

// One engine's counters. i915 counts busy nanoseconds; xe counts busy and total ticks, so that the
// second counter is its clock.
struct EngineCounters {
  std::string engine;
  std::unique_ptr<PerfGroup> group;
};

struct IntelCard {
  DrmCard card;
  std::string clock_path;  // files in MHz
  std::string max_clock_path;
  std::vector<EngineCounters> engines;
  gpu::EngineUsage usage;
};

std::optional<double> parse_megahertz(const core::Result<std::string_view>& text) {
  if (!text) return std::nullopt;
  const auto megahertz = core::parse_unsigned(core::trimmed(*text));
  if (!megahertz || *megahertz > 100'000) return std::nullopt;
  return static_cast<double>(*megahertz) * 1e6;
}

class IntelBackend : public GpuBackend {
 public:
  IntelBackend(HostFiles& files, std::vector<IntelCard> cards)
      : files_(files), cards_(std::move(cards)) {}

  core::Result<std::vector<GpuSample>> sample(const sources::Tick& tick) override {
    std::vector<GpuSample> samples;
    for (IntelCard& card : cards_) samples.push_back(sample(card, tick));
    return samples;
  }

 private:
  // Reading the clock wakes a GPU under xe. The counters are open already, and wake nobody.
  GpuSample sample(IntelCard& card, const sources::Tick& tick) {
    GpuSample sample;
    gpu::GpuReading& reading = sample.reading;
    reading.gpu = card.card.gpu;
    reading.model = card.card.model;
    reading.source = card.card.driver + "_pmu";
    if (!card.engines.empty()) {
      reading.utilization = card.usage.update(read_engines(card), tick.steady);
      reading.active_seconds = card.usage.active_seconds();
    }
    if (!card.clock_path.empty() && !is_suspended(files_, card.card.directory + "/device")) {
      reading.frequency_hertz = parse_megahertz(files_.read(card.clock_path));
      reading.max_hertz = parse_megahertz(files_.read(card.max_clock_path));
    }
    return sample;
  }

  static std::vector<gpu::EngineReading> read_engines(IntelCard& card) {
    std::vector<gpu::EngineReading> readings;
    for (EngineCounters& engine : card.engines) {
      const auto values = engine.group->read();
      if (!values) continue;
      const pmu::CounterReading& busy = values->front();
      const std::uint64_t elapsed = values->size() > 1 ? values->at(1).value : busy.enabled_ns;
      readings.push_back(
          {engine.engine, static_cast<double>(busy.value), static_cast<double>(elapsed)});
    }
    return readings;
  }

  HostFiles& files_;
  std::vector<IntelCard> cards_;
};

// "0000:03:00.0" -> "i915_0000_03_00.0".
std::string pmu_name(const DrmCard& card) {
  std::string name = card.driver + "_" + card.gpu;
  std::replace(name.begin(), name.end(), ':', '_');
  return name;
}

core::Result<PmuFolder> find_pmu(HostFiles& files, const DrmCard& card, std::string& name) {
  name = pmu_name(card);
  auto folder = read_pmu(files, name);
  // i915 calls the PMU of the processor's own GPU just that (i915_pmu.c, i915_pmu_register()).
  if (folder || card.driver != "i915" || card.gpu != "0000:00:02.0") return folder;
  name = "i915";
  return read_pmu(files, name);
}

void add_engine(PerfCounters& perf, const PmuFolder& pmu, const std::string& engine,
                const std::vector<std::string>& events, IntelCard& card) {
  std::vector<PerfEvent> wanted;
  for (const std::string& event : events) {
    const auto encoding = pmu::encode(event, pmu.formats);
    if (!encoding) return;
    wanted.push_back({pmu.type, *encoding});
  }
  auto group = perf.open(wanted, pmu.cpus.front());
  if (group) card.engines.push_back({engine, std::move(group).value()});
}

// Events "rcs0-busy", "vcs1-busy"...: one per engine.
void open_i915(HostFiles& files, PerfCounters& perf, const PmuFolder& pmu, const std::string& name,
               IntelCard& card) {
  constexpr std::string_view kSuffix = "-busy";
  for (const std::string& event : events_of(files, name)) {
    if (!event.ends_with(kSuffix)) continue;
    const std::string text = read_text(files, pmu.path + "/events/" + event);
    add_engine(perf, pmu, event.substr(0, event.size() - kSuffix.size()), {text}, card);
  }
}

// xe holds a reference to runtime power management for as long as a counter is open (xe_pmu.c,
// xe_pmu_event_init()): where the GPU is allowed to sleep, watching it so would keep it awake. Its
// clients tell the same (drm_fdinfo) and let it sleep.
bool stays_awake(HostFiles& files, const DrmCard& card) {
  return read_text(files, card.directory + "/device/power/control") == "on";
}

// One pair of events, and the engine as a parameter: drivers/gpu/drm/xe/xe_pmu.c. Which engines
// there are shows when they are opened; classes are those of uapi/drm/xe_drm.h.
void open_xe(HostFiles& files, PerfCounters& perf, const PmuFolder& pmu, IntelCard& card) {
  constexpr unsigned kMaxGts = 4;
  constexpr unsigned kClasses = 5;
  constexpr unsigned kMaxInstances = 16;
  const std::string active = read_text(files, pmu.path + "/events/engine-active-ticks");
  const std::string total = read_text(files, pmu.path + "/events/engine-total-ticks");
  if (active.empty() || total.empty()) return;
  for (unsigned gt = 0; gt < kMaxGts; ++gt) {
    for (unsigned engine_class = 0; engine_class < kClasses; ++engine_class) {
      for (unsigned instance = 0; instance < kMaxInstances; ++instance) {
        const std::string where = ",gt=" + std::to_string(gt) +
                                  ",engine_class=" + std::to_string(engine_class) +
                                  ",engine_instance=" + std::to_string(instance);
        const std::size_t before = card.engines.size();
        add_engine(perf, pmu, where, {active + where, total + where}, card);
        if (card.engines.size() == before) break;
      }
    }
  }
}

void open_engines(HostFiles& files, PerfCounters& perf, IntelCard& card) {
  std::string name;
  const auto pmu = find_pmu(files, card.card, name);
  if (!pmu) return;
  if (card.card.driver == "xe") {
    if (stays_awake(files, card.card)) open_xe(files, perf, *pmu, card);
  } else {
    open_i915(files, perf, *pmu, name, card);
  }
}

void find_clocks(HostFiles& files, IntelCard& card) {
  struct Place {
    const char* now;
    const char* highest;
  };
  // RP0 is the highest clock of the hardware; "max" is what somebody allows.
  constexpr Place kPlaces[] = {
      {"/gt/gt0/rps_act_freq_mhz", "/gt/gt0/rps_RP0_freq_mhz"},                  // i915
      {"/gt_act_freq_mhz", "/gt_RP0_freq_mhz"},                                  // i915
      {"/device/tile0/gt0/freq0/act_freq", "/device/tile0/gt0/freq0/rp0_freq"},  // xe
  };
  for (const Place& place : kPlaces) {
    const std::string path = card.card.directory + place.now;
    if (!files.read_once(path)) continue;
    card.clock_path = path;
    card.max_clock_path = card.card.directory + place.highest;
    return;
  }
}

}  // namespace

core::Result<std::unique_ptr<GpuBackend>> open_intel(HostFiles& files, PerfCounters* perf) {
  std::vector<IntelCard> cards;
  for (DrmCard& found : find_cards(files)) {
    if (found.driver != "i915" && found.driver != "xe") continue;
    IntelCard card;
    card.card = std::move(found);
    if (perf != nullptr) open_engines(files, *perf, card);
    find_clocks(files, card);
    cards.push_back(std::move(card));
  }
  if (cards.empty()) {
    return core::Error("no Intel GPU (i915, xe) in /sys/class/drm", core::ErrorKind::absent);
  }
  return std::unique_ptr<GpuBackend>(std::make_unique<IntelBackend>(files, std::move(cards)));
}

}  // namespace silicon::linux_platform
