#include "exporter/command/live_line.hpp"

#include <array>
#include <cstdio>
#include <optional>
#include <string_view>

namespace silicon::command {
namespace {

std::optional<double> find(const serve::Snapshot& snapshot, std::string_view name,
                           const core::Labels& labels = {}) {
  for (const auto& readings : snapshot.readings) {
    if (!readings) continue;
    for (const core::Family& family : *readings) {
      if (family.name != name) continue;
      for (const core::Sample& sample : family.samples) {
        if (sample.labels == labels) return sample.value;
      }
    }
  }
  return std::nullopt;
}

std::string decimal(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

std::string gibibytes(double bytes) {
  return decimal(bytes / (1 << 30), 1);
}

std::string counts(const serve::Snapshot& snapshot) {
  std::size_t series = 0;
  std::size_t up = 0;
  for (const auto& readings : snapshot.readings) {
    if (!readings) continue;
    ++up;
    for (const core::Family& family : *readings) series += family.samples.size();
  }
  std::string text = std::to_string(series) + " series from " + std::to_string(up) +
                     (up == 1 ? " source" : " sources");
  const std::size_t missing = snapshot.readings.size() - up;
  if (missing > 0) text += ", " + std::to_string(missing) + " without figures";
  return text;
}

}  // namespace

std::string live_line(const serve::Snapshot& snapshot) {
  std::string line;
  if (const auto cpu = find(snapshot, "silicon_cpu_utilization_ratio", {{"tier", "all"}})) {
    line += "cpu " + decimal(*cpu * 100, 0) + " %   ";
  }
  const auto used = find(snapshot, "silicon_memory_used_bytes");
  const auto total = find(snapshot, "silicon_memory_total_bytes");
  if (used && total) line += "memory " + gibibytes(*used) + " of " + gibibytes(*total) + " GiB   ";
  if (const auto load = find(snapshot, "silicon_load_average", {{"window", "1m"}})) {
    line += "load " + decimal(*load, 2) + "   ";
  }
  return line + counts(snapshot);
}

}  // namespace silicon::command
