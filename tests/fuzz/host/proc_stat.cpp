// Any bytes as successive contents of /proc/stat, parted by form feeds: counters never fall, and
// shares stay between 0 and 1. Each content is tried as load averages too.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string_view>
#include <vector>

#include "exporter/core/text.hpp"
#include "exporter/sources/cpu/load.hpp"
#include "exporter/sources/cpu/proc_stat.hpp"
#include "exporter/sources/cpu/usage.hpp"

namespace {

using silicon::core::Family;
using Values = std::map<silicon::core::Labels, double>;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_ratios(const Family& family) {
  for (const auto& sample : family.samples) require(sample.value >= 0 && sample.value <= 1);
}

// Compares with what the series were when they were last seen.
void check_rising(const Family& family, Values& last) {
  for (const auto& sample : family.samples) {
    double& before = last[sample.labels];
    require(sample.value >= before);
    before = sample.value;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  silicon::cpu::Usage usage(100);
  Values seconds;
  for (int sample = 0; sample < 64 && !text.empty(); ++sample) {
    const auto [content, rest] = silicon::core::cut(text, '\f');
    text = rest;
    (void)silicon::cpu::parse_load_average(content);
    const auto cpus = silicon::cpu::parse_proc_stat(content);
    if (!cpus) continue;
    require(!cpus->empty());
    usage.update(*cpus);
    for (const Family& family : usage.families()) {
      if (family.name.ends_with("utilization_ratio")) check_ratios(family);
      if (family.name == "silicon_cpu_seconds_total") check_rising(family, seconds);
    }
  }
  return 0;
}
