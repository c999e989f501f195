// Any bytes as RAPL zones and as a second-by-second record of a counter: rails are told apart, and
// energy never falls nor grows faster than anything can draw.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/text.hpp"
#include "exporter/sources/energy/rapl.hpp"
#include "exporter/sources/energy/wrapping_counter.hpp"

namespace {

namespace energy = silicon::energy;

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<energy::RaplZone> zones;
  std::optional<energy::WrappingCounter> counter;
  silicon::core::SteadyInstant now(std::chrono::seconds(1000));
  double seconds = 0;
  silicon::core::for_each_line(text, [&](std::string_view line) {
    const auto [id, name] = silicon::core::cut(line, ' ');
    if (energy::is_rapl_zone(id) && zones.size() < 256) {
      zones.push_back({std::string(id), std::string(name)});
    }
    const auto value = energy::parse_microjoules(line);
    if (!value) return;
    if (!counter) {
      counter.emplace(*value);
      return;
    }
    const double before = counter->joules();
    now += std::chrono::seconds(1);
    ++seconds;
    const auto watts = counter->update(*value, now);
    require(counter->joules() >= before);
    require(counter->joules() <= energy::kMaxWatts * seconds + 1e-3);
    require(!watts || (*watts >= 0 && *watts <= energy::kMaxWatts));
  });
  for (const bool amd : {false, true}) {
    std::set<std::string> rails;
    for (const energy::RaplRail& rail : energy::rails_of(zones, amd)) {
      require(rails.insert(rail.rail).second);
    }
  }
  (void)energy::is_amd(text);
  return 0;
}
