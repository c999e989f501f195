#include <map>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/platform/linux/hardware/bandwidth/traffic_reader.hpp"
#include "exporter/platform/linux/hardware/perf/pmu_folder.hpp"
#include "exporter/sources/bandwidth/memory_events.hpp"

namespace silicon::linux_platform {
namespace {

using bandwidth::MemoryEvent;

constexpr std::size_t kMaxControllers = 1024;

// One event of a controller, ready to be opened.
struct Wanted {
  PerfEvent event;
  double bytes_per_count = 0;
  std::string direction;
};

// Counters of one controller on one CPU.
struct Controller {
  struct Counter {
    double bytes_per_count;
    std::string direction;
    pmu::ScaledCounter counter;
  };
  std::unique_ptr<PerfGroup> group;
  std::vector<Counter> counters;
};

class UncoreReader : public TrafficReader {
 public:
  UncoreReader(std::string source, std::vector<Controller> controllers)
      : source_(std::move(source)), controllers_(std::move(controllers)) {}

  core::Result<std::vector<bandwidth::Traffic>> read(core::SteadyInstant now) override {
    std::map<std::string, double> bytes;
    bool complete = true;
    std::string problem;
    std::size_t answered = 0;
    for (Controller& controller : controllers_) {
      const auto readings = controller.group->read();
      if (readings) ++answered;
      if (!readings && problem.empty()) problem = readings.error().message();
      for (std::size_t i = 0; i < controller.counters.size(); ++i) {
        auto& [bytes_per_count, direction, counter] = controller.counters[i];
        const bool told = readings && i < readings->size() && counter.update((*readings)[i]);
        complete = complete && told;
        bytes[direction] += counter.total() * bytes_per_count;
      }
    }
    if (answered == 0) return core::Error(problem);
    // The first reading makes the totals 0 and the rates begin with it.
    complete = complete || !std::exchange(started_, true);
    std::vector<bandwidth::Traffic> traffic;
    traffic.reserve(bytes.size());
    for (const auto& [direction, total] : bytes) {
      traffic.push_back(
          {direction, source_, total, rates_[direction].update(total, now, complete)});
    }
    return traffic;
  }

 private:
  std::string source_;
  std::vector<Controller> controllers_;
  std::map<std::string, bandwidth::Rate> rates_;
  bool started_ = false;
};

std::string text_of(HostFiles& files, const std::string& path) {
  const auto text = files.read_once(path);
  return text ? std::string(*text) : std::string();
}

core::Result<Wanted> prepare(HostFiles& files, const PmuFolder& folder, const MemoryEvent& event) {
  const std::string path = folder.path + "/events/" + event.event;
  const std::string text = event.event.empty() ? event.encoding : text_of(files, path);
  auto encoding = pmu::encode(text, folder.formats);
  if (!encoding) return std::move(encoding).error().within(path);
  const auto bytes = event.event.empty() ? std::optional(bandwidth::kCacheLine)
                                         : pmu::bytes_per_count(text_of(files, path + ".scale"),
                                                                text_of(files, path + ".unit"));
  if (!bytes) {
    return core::Error(path + ": scale and unit do not say how many bytes a count is",
                       core::ErrorKind::invalid);
  }
  return Wanted{{folder.type, *encoding}, *bytes, event.direction};
}

core::Result<Controller> open_group(PerfCounters& perf, const std::vector<Wanted>& wanted,
                                    unsigned cpu) {
  std::vector<PerfEvent> events;
  Controller controller;
  for (const Wanted& each : wanted) {
    events.push_back(each.event);
    controller.counters.push_back({each.bytes_per_count, each.direction, {}});
  }
  auto group = perf.open(events, cpu);
  if (!group) return std::move(group).error();
  controller.group = std::move(group).value();
  return controller;
}

// All events as one group, so that they count over the same time; each for itself where the PMU
// does not take groups.
core::Status open_controller(PerfCounters& perf, const std::vector<Wanted>& wanted, unsigned cpu,
                             std::vector<Controller>& controllers) {
  auto together = open_group(perf, wanted, cpu);
  if (together) {
    controllers.push_back(std::move(together).value());
    return core::Done{};
  }
  if (together.error().kind() != core::ErrorKind::invalid || wanted.size() < 2) {
    return std::move(together).error();
  }
  for (const Wanted& one : wanted) {
    auto alone = open_group(perf, {one}, cpu);
    if (!alone) return std::move(alone).error();
    controllers.push_back(std::move(alone).value());
  }
  return core::Done{};
}

// A controller left out would make the sum a lie, so that any failure fails all.
core::Result<std::vector<Controller>> open_all(HostFiles& files, PerfCounters& perf,
                                               const std::vector<MemoryEvent>& events) {
  std::map<std::string, std::vector<const MemoryEvent*>> by_pmu;
  for (const MemoryEvent& event : events) by_pmu[event.pmu].push_back(&event);
  std::vector<Controller> controllers;
  for (const auto& [name, ours] : by_pmu) {
    auto folder = read_pmu(files, name);
    if (!folder) return std::move(folder).error();
    std::vector<Wanted> wanted;
    for (const MemoryEvent* event : ours) {
      auto prepared = prepare(files, *folder, *event);
      if (!prepared) return std::move(prepared).error();
      wanted.push_back(std::move(prepared).value());
    }
    for (const unsigned cpu : folder->cpus) {
      if (controllers.size() >= kMaxControllers) break;
      auto status = open_controller(perf, wanted, cpu, controllers);
      if (!status) return std::move(status).error().within(name);
    }
  }
  return controllers;
}

}  // namespace

core::Result<std::unique_ptr<TrafficReader>> open_uncore(HostFiles& files, PerfCounters& perf) {
  std::vector<bandwidth::UncorePmu> pmus;
  for (const std::string& name : files.list(kPmuFolders).value_or({})) {
    if (bandwidth::counts_memory(name)) pmus.push_back({name, events_of(files, name)});
  }
  const bandwidth::MemoryEvents events = bandwidth::memory_events(pmus);
  if (events.events.empty()) {
    return core::Error(
        "no memory controller PMU (uncore_imc*, amd_umc_*) in /sys/bus/event_source/devices: the "
        "kernel lacks the driver, or this is a virtual machine",
        core::ErrorKind::absent);
  }
  auto controllers = open_all(files, perf, events.events);
  if (!controllers) return std::move(controllers).error();
  return std::unique_ptr<TrafficReader>(
      std::make_unique<UncoreReader>(events.source, std::move(controllers).value()));
}

}  // namespace silicon::linux_platform
