// Any lines as names of channels: whatever is a rail's channel is wanted, no channel is in two
// rails, and complexes have small numbers.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/text.hpp"
#include "exporter/sources/ane/apple/floors.hpp"
#include "exporter/sources/bandwidth/apple/histogram.hpp"
#include "exporter/sources/cpu/apple/clusters.hpp"
#include "exporter/sources/energy/apple/channels.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::set<std::string> unique;
  silicon::core::for_each_line(text, [&](std::string_view line) {
    if (unique.size() < 200) unique.emplace(line);
    if (const auto name = silicon::cpu::parse_complex_name(line)) {
      require(name->cluster < 64 && name->die < 64 && name->type.size() == 1);
    }
    if (const auto name = silicon::bandwidth::parse_traffic_name(line)) {
      require(silicon::core::is_utf8(name->agent) && !name->direction.empty());
    }
    (void)silicon::ane::is_floor_channel(line);
    (void)silicon::energy::joules_per_unit(line);
  });
  const std::vector<std::string> channels(unique.begin(), unique.end());
  std::set<std::string> used;
  for (const auto& rail : silicon::energy::rails_of(channels)) {
    require(!rail.channels.empty());
    for (const std::string& channel : rail.channels) {
      require(used.insert(channel).second && silicon::energy::is_energy_channel(channel));
    }
  }
  return 0;
}
