// Any bytes as successive contents of /proc/meminfo, /proc/vmstat and the files of /proc/pressure,
// parted by form feeds: figures are sound, and counters never fall.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "exporter/core/text.hpp"
#include "exporter/sources/memory/meminfo.hpp"
#include "exporter/sources/memory/swap.hpp"
#include "exporter/sources/pressure/pressure.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

using Values = std::map<std::string, double>;

void check_rising(const silicon::core::Families& families, Values& last) {
  for (const auto& family : families) {
    for (const auto& sample : family.samples) {
      double& before = last[family.name + std::string(sample.labels.get("resource")) +
                            std::string(sample.labels.get("kind"))];
      require(sample.value >= before);
      before = sample.value;
    }
  }
}

void check_memory(std::string_view text) {
  const auto memory = silicon::memory::parse_meminfo(text);
  if (!memory) return;
  for (const auto& family : silicon::memory::memory_families(*memory)) {
    for (const auto& sample : family.samples) {
      require(sample.value >= 0 && sample.value < 0x1p60);
      if (family.name == "silicon_memory_used_bytes") {
        require(sample.value <= static_cast<double>(memory->total));
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  silicon::memory::SwapTraffic swap(4096);
  silicon::pressure::Pressures pressures;
  Values swapped, waited;
  for (int sample = 0; sample < 64 && !text.empty(); ++sample) {
    const auto [content, rest] = silicon::core::cut(text, '\f');
    text = rest;
    check_memory(content);
    check_rising(swap.follow(silicon::memory::parse_vmstat(content)), swapped);
    silicon::pressure::Stalls stalls;
    if (const auto stall = silicon::pressure::parse_pressure(content)) stalls.fill(*stall);
    check_rising(pressures.follow(stalls), waited);
  }
  return 0;
}
