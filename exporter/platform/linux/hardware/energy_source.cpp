#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"
#include "exporter/sources/energy/families.hpp"
#include "exporter/sources/energy/rapl.hpp"
#include "exporter/sources/energy/wrapping_counter.hpp"

namespace silicon::linux_platform {
namespace {

constexpr std::string_view kZones = "/sys/class/powercap";
constexpr std::size_t kMaxZones = 256;

std::string zone_path(std::string_view id, std::string_view file) {
  return std::string(kZones) + "/" + std::string(id) + "/" + std::string(file);
}

struct Rail {
  std::string name;
  std::string path;
  energy::WrappingCounter counter;
};

class EnergySource : public sources::Source {
 public:
  EnergySource(std::unique_ptr<HostFiles> files, std::vector<Rail> rails)
      : files_(std::move(files)), rails_(std::move(rails)) {}

  core::Result<core::Families> sample(const sources::Tick& tick) override {
    std::vector<energy::Energy> energies;
    std::vector<energy::Power> powers;
    std::string first_problem;
    for (Rail& rail : rails_) {
      const auto microjoules = read(rail.path);
      if (!microjoules) {
        if (first_problem.empty()) first_problem = microjoules.error().message();
        continue;
      }
      const auto watts = rail.counter.update(*microjoules, tick.steady);
      if (!rail.counter.started()) continue;
      energies.push_back({rail.name, rail.counter.joules()});
      if (!watts) continue;
      powers.push_back({rail.name, "rapl", *watts});
      samples_.observe(rail.name, *watts);
    }
    if (energies.empty() && !first_problem.empty()) return core::Error(first_problem);
    core::Families families = {energy::energy_family(energies), energy::power_family(powers),
                               samples_.family()};
    std::erase_if(families, [](const core::Family& family) { return family.samples.empty(); });
    return families;
  }

 private:
  core::Result<std::uint64_t> read(const std::string& path) {
    const auto text = files_->read(path);
    if (!text) return text.error();
    auto value = energy::parse_microjoules(*text);
    if (!value) return std::move(value).error().within(path);
    return value;
  }

  std::unique_ptr<HostFiles> files_;
  std::vector<Rail> rails_;
  energy::PowerSamples samples_;
};

std::vector<energy::RaplZone> find_zones(HostFiles& files) {
  std::vector<energy::RaplZone> zones;
  for (const std::string& id : files.list(kZones).value_or({})) {
    if (!energy::is_rapl_zone(id) || zones.size() >= kMaxZones) continue;
    const auto name = files.read_once(zone_path(id, "name"));
    if (name) zones.push_back({id, std::string(core::trimmed(*name))});
  }
  return zones;
}

std::uint64_t range_of(HostFiles& files, std::string_view id) {
  const auto text = files.read_once(zone_path(id, "max_energy_range_uj"));
  return text ? energy::parse_microjoules(*text).value_or(0) : 0;
}

core::Error why_none(const std::optional<core::Error>& problem) {
  if (problem && problem->kind() == core::ErrorKind::denied) {
    return core::Error(
        problem->message() +
            ": the kernel shows RAPL energy to root only, since fine-grained power figures leak "
            "secrets (CVE-2020-8694). Run as root, or give the exporter's group the right to read: "
            "chgrp GROUP and chmod g+r /sys/class/powercap/intel-rapl:*/energy_uj from a "
            "tmpfiles.d "
            "or udev rule; containers need the host's /sys as well",
        core::ErrorKind::denied);
  }
  return core::Error(
      "no RAPL zone in /sys/class/powercap: virtual machines have none, and other processors than "
      "Intel's and AMD's have no such counters; containers need the host's /sys" +
          (problem ? " (" + problem->message() + ")" : std::string()),
      core::ErrorKind::absent);
}

core::Result<std::unique_ptr<sources::Source>> open_energy(const OpenFiles& open_files) {
  std::unique_ptr<HostFiles> files = open_files();
  const auto modalias = files->read_once("/sys/devices/system/cpu/modalias");
  const bool amd = modalias && energy::is_amd(*modalias);
  std::optional<core::Error> problem;
  std::vector<Rail> rails;
  for (const energy::RaplRail& rail : energy::rails_of(find_zones(*files), amd)) {
    std::string path = zone_path(rail.id, "energy_uj");
    if (const auto energy = files->read(path); !energy) {
      // The first is shown, unless a later one is denied: that explains more.
      const bool denied = energy.error().kind() == core::ErrorKind::denied;
      if (!problem || (denied && problem->kind() != core::ErrorKind::denied)) {
        problem = energy.error();
      }
      continue;
    }
    rails.push_back(
        {rail.rail, std::move(path), energy::WrappingCounter(range_of(*files, rail.id))});
  }
  if (rails.empty()) return why_none(problem);
  return std::unique_ptr<sources::Source>(
      std::make_unique<EnergySource>(std::move(files), std::move(rails)));
}

}  // namespace

sources::SourceSpec energy_source(OpenFiles open_files) {
  return {.name = "energy",
          .description = "energy and power of processor packages (RAPL in /sys/class/powercap)",
          .interval = std::chrono::seconds(1),
          .budget = std::chrono::milliseconds(200),
          .may_block = false,
          .open = [open_files = std::move(open_files)] { return open_energy(open_files); }};
}

}  // namespace silicon::linux_platform
