#include <algorithm>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"
#include "exporter/sources/thermal/throttle.hpp"

namespace silicon::linux_platform {
namespace {

constexpr std::string_view kCpus = "/sys/devices/system/cpu";
constexpr core::SteadyDuration kTopologyInterval = std::chrono::seconds(60);

std::string cpu_path(unsigned cpu, std::string_view file) {
  return std::string(kCpus) + "/cpu" + std::to_string(cpu) + "/" + std::string(file);
}

std::optional<std::uint64_t> parsed(const core::Result<std::string_view>& text) {
  if (!text) return std::nullopt;
  return core::parse_unsigned(core::trimmed(*text));
}

// CPUs that count their throttling, with their places.
std::vector<thermal::CpuPlace> find_cpus(HostFiles& files) {
  std::vector<thermal::CpuPlace> places;
  const auto names = files.list(kCpus);
  if (!names) return places;
  for (const std::string& name : *names) {
    if (!name.starts_with("cpu")) continue;
    const auto number = core::parse_unsigned(std::string_view(name).substr(3));
    if (!number || *number > 1'000'000) continue;
    const auto cpu = static_cast<unsigned>(*number);
    if (!files.read_once(cpu_path(cpu, "thermal_throttle/core_throttle_count"))) continue;
    places.push_back({cpu, parsed(files.read_once(cpu_path(cpu, "topology/physical_package_id"))),
                      parsed(files.read_once(cpu_path(cpu, "topology/die_id"))),
                      parsed(files.read_once(cpu_path(cpu, "topology/core_id")))});
  }
  std::sort(places.begin(), places.end(),
            [](const auto& a, const auto& b) { return a.cpu < b.cpu; });
  return places;
}

struct Cpu {
  explicit Cpu(const thermal::CpuPlace& at)
      : place(at),
        core_path(cpu_path(at.cpu, "thermal_throttle/core_throttle_count")),
        package_path(cpu_path(at.cpu, "thermal_throttle/package_throttle_count")) {}

  thermal::CpuPlace place;
  std::string core_path;
  std::string package_path;
};

class ThrottleSource : public sources::Source {
 public:
  ThrottleSource(std::unique_ptr<HostFiles> files, const std::vector<thermal::CpuPlace>& places)
      : files_(std::move(files)), cpus_(places.begin(), places.end()) {}

  core::Result<core::Families> sample(const sources::Tick& tick) override {
    find_cpus_again(tick.steady);
    std::vector<thermal::CpuThrottle> readings;
    readings.reserve(cpus_.size());
    for (const Cpu& cpu : cpus_) {
      // A CPU that is offline has no such files; the others tell for its core and package.
      readings.push_back(
          {cpu.place, parsed(files_->read(cpu.core_path)), parsed(files_->read(cpu.package_path))});
    }
    return core::Families{thermal::throttle_family(counters_.update(readings))};
  }

 private:
  void find_cpus_again(core::SteadyInstant now) {
    if (!topology_at_) topology_at_ = now;
    if (now - *topology_at_ < kTopologyInterval) return;
    topology_at_ = now;
    const std::vector<thermal::CpuPlace> places = find_cpus(*files_);
    if (!places.empty()) cpus_ = std::vector<Cpu>(places.begin(), places.end());
  }

  std::unique_ptr<HostFiles> files_;
  std::vector<Cpu> cpus_;
  thermal::ThrottleCounters counters_;
  std::optional<core::SteadyInstant> topology_at_;
};

core::Result<std::unique_ptr<sources::Source>> open_throttle(const OpenFiles& open_files) {
  std::unique_ptr<HostFiles> files = open_files();
  const std::vector<thermal::CpuPlace> places = find_cpus(*files);
  if (places.empty()) {
    return core::Error(
        "no CPU has a thermal_throttle folder in /sys/devices/system/cpu: the kernel counts "
        "throttling on Intel processors only, and not in virtual machines",
        core::ErrorKind::absent);
  }
  return std::unique_ptr<sources::Source>(
      std::make_unique<ThrottleSource>(std::move(files), places));
}

}  // namespace

sources::SourceSpec throttle_source(OpenFiles open_files) {
  return {.name = "throttle",
          .description =
              "thermal throttling counted by core and package (/sys/devices/system/cpu/*/"
              "thermal_throttle)",
          .interval = std::chrono::seconds(5),
          .budget = std::chrono::milliseconds(500),
          .may_block = false,
          .open = [open_files = std::move(open_files)] { return open_throttle(open_files); }};
}

}  // namespace silicon::linux_platform
