#include "exporter/sources/energy/rapl.hpp"

#include <algorithm>
#include <set>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::energy {
namespace {

constexpr std::string_view kPackage = "package-";

bool is_mmio(std::string_view id) {
  return id.starts_with("intel-rapl-mmio");
}

// "intel-rapl:0:1" -> "intel-rapl:0"; "" for a zone at the top.
std::string_view parent_of(std::string_view id) {
  const std::size_t last = id.rfind(':');
  return last == id.find(':') ? std::string_view() : id.substr(0, last);
}

const RaplZone* find(const std::vector<RaplZone>& zones, std::string_view id) {
  const auto found =
      std::find_if(zones.begin(), zones.end(), [&](const RaplZone& zone) { return zone.id == id; });
  return found == zones.end() ? nullptr : &*found;
}

// "0" or "0-die-1": which package the zone is or belongs to; "" when it belongs to none.
std::string_view package_of(const std::vector<RaplZone>& zones, const RaplZone& zone) {
  const RaplZone* package = &zone;
  const std::string_view parent = parent_of(zone.id);
  if (!parent.empty()) package = find(zones, parent);
  if (package == nullptr || !package->name.starts_with(kPackage)) return {};
  return std::string_view(package->name).substr(kPackage.size());
}

std::size_t count_packages(const std::vector<RaplZone>& zones) {
  std::set<std::string_view> packages;
  for (const RaplZone& zone : zones) {
    if (zone.name.starts_with(kPackage)) packages.insert(zone.name);
  }
  return packages.size();
}

std::string rail_name(const std::vector<RaplZone>& zones, const RaplZone& zone, bool several) {
  std::string name = zone.name;
  if (name.starts_with(kPackage)) name = "package";
  if (name == "core") name = "cores";
  if (name.starts_with("psys")) return name;  // "psys", and "psys-1" where there are several
  const std::string_view package = package_of(zones, zone);
  if (several && !package.empty()) name += "-" + std::string(package);
  return name;
}

}  // namespace

bool is_rapl_zone(std::string_view id) {
  return id.starts_with("intel-rapl") && id.find(':') != std::string_view::npos;
}

std::vector<RaplRail> rails_of(const std::vector<RaplZone>& zones, bool amd) {
  const bool several = count_packages(zones) > 1;
  std::vector<RaplRail> rails;
  std::set<std::string> taken;
  for (const bool mmio : {false, true}) {
    for (const RaplZone& zone : zones) {
      if (is_mmio(zone.id) != mmio || zone.name.empty()) continue;
      if (amd && zone.name == "core") continue;
      std::string rail = rail_name(zones, zone, several);
      if (taken.insert(rail).second) rails.push_back({zone.id, std::move(rail)});
    }
  }
  return rails;
}

bool is_amd(std::string_view modalias) {
  return modalias.find("ven0002") != std::string_view::npos ||
         modalias.find("ven0009") != std::string_view::npos;
}

core::Result<std::uint64_t> parse_microjoules(std::string_view text) {
  const auto value = core::parse_unsigned(core::trimmed(text));
  if (!value) return core::Error("not a count of microjoules", core::ErrorKind::invalid);
  return *value;
}

}  // namespace silicon::energy
