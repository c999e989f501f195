#include "exporter/sources/thermal/hwmon/chips.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace silicon::thermal::hwmon {
namespace {

struct Row {
  std::string_view prefix;  // lower case
  std::string_view meaning;
};

// By how the chip's `name` begins; drivers/hwmon unless a comment says otherwise.
constexpr std::array kChipComponents = {
    Row{"coretemp", "cpu"},   Row{"k8temp", "cpu"},       Row{"k10temp", "cpu"},
    Row{"zenpower", "cpu"},   Row{"fam15h_power", "cpu"}, Row{"via_cputemp", "cpu"},
    Row{"cpu", "cpu"},  // thermal_hwmon of arm64 zones: cpu_thermal, cpu0_thermal
    Row{"amdgpu", "gpu"},     Row{"radeon", "gpu"},       Row{"nouveau", "gpu"},
    Row{"i915", "gpu"},       Row{"xe", "gpu"},           Row{"gpu", "gpu"},
    Row{"nvme", "disk"},      Row{"drivetemp", "disk"},   Row{"jc42", "memory"},
    Row{"spd5118", "memory"}, Row{"iwlwifi", "network"},  // drivers/net/wireless, as the next ones
    Row{"mt7", "network"},                                // mt7915_phy0, mt7996_phy0_0
    Row{"ath1", "network"},                               // ath10k_hwmon, ath11k_hwmon
    Row{"r8169", "network"},                              // drivers/net/ethernet: r8169_0_300:00
    Row{"i350bb", "network"},                             // igb
    Row{"igb", "network"},    Row{"ixgbe", "network"},    Row{"mlx5", "network"},
    Row{"bat", "battery"},  // drivers/power/supply: BAT0
    Row{"cros_ec", "board"},  Row{"thinkpad", "board"},   Row{"dell_smm", "board"},
    Row{"acpitz", "board"},   Row{"pch_", "board"},       Row{"nct6", "board"},
    Row{"nct7", "board"},     Row{"it8", "board"},        Row{"w836", "board"},
    Row{"f718", "board"},     Row{"asus", "board"},       Row{"gigabyte_wmi", "board"},
    Row{"applesmc", "board"},
};

// By how the label begins, where the chip is the mainboard's.
constexpr std::array kLabelComponents = {
    Row{"cpu", "cpu"},          // CPUTIN, CPU Temp, CPU Package
    Row{"tc", "cpu"},           // applesmc: TC0P; thinkpad has none
    Row{"peci", "cpu"},         // nct6775: PECI Agent 0
    Row{"smbusmaster", "cpu"},  // nct6775 on AMD boards: SB-TSI
    Row{"tsi", "cpu"},         Row{"gpu", "gpu"},     Row{"tg", "gpu"},     // applesmc: TG0D
    Row{"ddr", "memory"},      Row{"dimm", "memory"}, Row{"tm", "memory"},  // applesmc: TM0P
    Row{"ambient", "board"},
};

// Zones are named by device trees (arm64: Documentation/devicetree, vendor trees) or drivers.
constexpr std::array kZoneComponents = {
    Row{"x86_pkg", "cpu"},     Row{"cpu", "cpu"},       Row{"big", "cpu"},
    Row{"little", "cpu"},      Row{"b0d4", "cpu"},  // int340x: B0D4
    Row{"tcpu", "cpu"},                             // int340x: TCPU
    Row{"bcm2835", "soc"},     Row{"gpu", "gpu"},       Row{"npu", "npu"},
    Row{"ddr", "memory"},      Row{"nvme", "disk"},     Row{"iwlwifi", "network"},
    Row{"battery", "battery"}, Row{"bat", "battery"},   Row{"acpitz", "board"},
    Row{"int3400", "board"},   Row{"int3403", "board"}, Row{"pch", "board"},
    Row{"soc", "soc"},
};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

template <std::size_t N>
std::string_view look_up(const std::array<Row, N>& rows, std::string_view name) {
  const std::string key = lower(name);
  for (const Row& row : rows) {
    if (key.starts_with(row.prefix)) return row.meaning;
  }
  return {};
}

// "Total System Power" -> "total_system_power".
std::string slug(std::string_view label) {
  std::string result;
  for (const char c : lower(label)) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (fits) result += c;
    if (!fits && !result.empty() && result.back() != '_') result += '_';
  }
  while (!result.empty() && result.back() == '_') result.pop_back();
  return result;
}

}  // namespace

std::string_view component_of_chip(std::string_view chip, std::string_view label) {
  const std::string_view component = look_up(kChipComponents, chip);
  if (component.empty()) return "unknown";
  if (component != "board") return component;
  const std::string_view by_label = look_up(kLabelComponents, label);
  return by_label.empty() ? component : by_label;
}

std::string_view component_of_zone(std::string_view type) {
  const std::string_view component = look_up(kZoneComponents, type);
  return component.empty() ? "unknown" : component;
}

bool is_control_value(std::string_view chip, std::string_view label,
                      const std::vector<std::string>& labels) {
  return chip == "k10temp" && label == "Tctl" &&
         std::find(labels.begin(), labels.end(), "Tdie") != labels.end();
}

bool slow_by_nature(std::string_view chip) {
  return chip.starts_with("nvme") || chip == "drivetemp" || chip.starts_with("w1_slave");
}

bool wakes_its_device(std::string_view chip) {
  return component_of_chip(chip, "") == "gpu";
}

std::optional<std::string> power_rail(std::string_view chip, std::string_view label) {
  if (chip == "amdgpu") return std::nullopt;
  // The ACPI power meter (acpi_power_meter.c) stands at the inlet of the whole machine.
  if (chip == "power_meter") return "system";
  // Asahi's macsmc-hwmon labels its keys, PSTR among them.
  if (lower(label) == "total system power") return "system";
  // Processor power in the north bridge of AMD family 15h.
  if (chip == "fam15h_power") return "package";
  const std::string rail = slug(label);
  if (rail.empty()) return std::nullopt;
  return rail;
}

bool mirrors_a_zone(std::string_view chip, const std::vector<std::string>& zone_types) {
  return std::any_of(zone_types.begin(), zone_types.end(), [&](std::string type) {
    std::replace(type.begin(), type.end(), '-', '_');
    return chip == type;
  });
}

bool mirrors_a_chip(std::string_view zone_type, const std::vector<std::string>& chips) {
  return zone_type == "x86_pkg_temp" &&
         std::find(chips.begin(), chips.end(), "coretemp") != chips.end();
}

}  // namespace silicon::thermal::hwmon
