// Any bytes as what sysfs says about a PMU: the first line is the event, the next three its scale,
// unit and CPUs, the rest formats ("umask config:8-15") whose names are events of a memory
// controller as well.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/text.hpp"
#include "exporter/sources/bandwidth/memory_events.hpp"
#include "exporter/sources/pmu/event.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string_view> lines;
  silicon::core::for_each_line(text, [&](std::string_view line) { lines.push_back(line); });
  lines.resize(std::max<std::size_t>(lines.size(), 4));

  silicon::pmu::Formats formats;
  std::vector<std::string> events;
  for (std::size_t i = 4; i < lines.size(); ++i) {
    const auto [name, format] = silicon::core::cut(lines[i], ' ');
    formats.emplace(name, format);
    events.emplace_back(name);
  }
  const auto encoding = silicon::pmu::encode(lines[0], formats);
  require(encoding.ok() || !encoding.error().message().empty());
  if (const auto bytes = silicon::pmu::bytes_per_count(lines[1], lines[2])) {
    require(std::isfinite(*bytes) && *bytes >= 0);
  }
  require(silicon::pmu::parse_cpus(lines[3]).size() <= 4096);

  const std::string pmu(lines[2]);
  for (const auto& event : silicon::bandwidth::memory_events({{pmu, events}}).events) {
    require(event.pmu == pmu && !event.direction.empty());
    require(event.event.empty() != event.encoding.empty());
  }
  return 0;
}
