#include "exporter/sources/thermal/hwmon/files.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::thermal::hwmon {
namespace {

constexpr std::size_t kMaxSensors = 512;
constexpr std::size_t kMaxNameLength = 64;

struct FileName {
  SensorKind kind;
  std::uint64_t number;
  std::string_view stem;  // "temp2"
  std::string_view item;  // "input"
};

std::optional<SensorKind> kind_of(std::string_view word) {
  if (word == "temp") return SensorKind::temperature;
  if (word == "fan") return SensorKind::fan;
  if (word == "power") return SensorKind::power;
  return std::nullopt;
}

// "temp2_crit_alarm" -> temperature, 2, "temp2", "crit_alarm".
std::optional<FileName> parse_file_name(std::string_view file) {
  const auto [stem, item] = core::cut(file, '_');
  const std::size_t digits = stem.find_first_of("0123456789");
  if (digits == std::string_view::npos || item.empty()) return std::nullopt;
  const auto kind = kind_of(stem.substr(0, digits));
  const auto number = core::parse_unsigned(stem.substr(digits));
  // "temp01" would be taken for "temp1", whose files it has not.
  const bool padded = stem[digits] == '0' && stem.size() > digits + 1;
  if (!kind || !number || padded) return std::nullopt;
  return FileName{*kind, *number, stem, item};
}

// Which of two value files wins; 0: it is none.
int value_rank(SensorKind kind, std::string_view item) {
  if (item == "input") return 1;
  return kind == SensorKind::power && item == "average" ? 2 : 0;
}

}  // namespace

std::vector<SensorFiles> sensors_among(const std::vector<std::string>& files) {
  struct Found {
    SensorFiles sensor;
    int rank = 0;
  };
  std::map<std::pair<SensorKind, std::uint64_t>, Found> found;
  for (const std::string& file : files) {
    const auto name = parse_file_name(file);
    if (!name) continue;
    Found& entry = found[{name->kind, name->number}];
    entry.sensor.kind = name->kind;
    entry.sensor.stem = name->stem;
    if (name->item == "label") entry.sensor.has_label = true;
    if (name->item == "fault") entry.sensor.has_fault = true;
    if (name->item == "max") entry.sensor.has_max = true;
    const int rank = value_rank(name->kind, name->item);
    if (rank > entry.rank) {
      entry.rank = rank;
      entry.sensor.value = file;
    }
  }
  std::vector<SensorFiles> result;
  for (auto& [key, entry] : found) {
    if (entry.rank > 0 && result.size() < kMaxSensors) result.push_back(std::move(entry.sensor));
  }
  return result;
}

core::Result<double> parse_value(SensorKind kind, std::string_view text) {
  const auto raw = core::parse_signed(core::trimmed(text));
  if (!raw) {
    return core::Error("not a number: \"" + clean_name(text) + "\"", core::ErrorKind::invalid);
  }
  const auto value = static_cast<double>(*raw);
  switch (kind) {
    case SensorKind::temperature:
      return value / 1e3;
    case SensorKind::power:
      return value / 1e6;
    case SensorKind::fan:
      break;
  }
  return value;
}

bool says_fault(std::string_view text) {
  text = core::trimmed(text);
  return !text.empty() && text != "0";
}

std::string clean_name(std::string_view text) {
  std::string result(core::trimmed(text).substr(0, kMaxNameLength));
  std::erase_if(result, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return result;
}

}  // namespace silicon::thermal::hwmon
