// Any bytes as successive contents of bandwidth counters, one per line, three counters in turn: the
// sum never falls.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "exporter/core/text.hpp"
#include "exporter/sources/bandwidth/resctrl.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using silicon::bandwidth::MbmReading;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  silicon::bandwidth::MbmSum sum;
  std::uint64_t before = 0;
  unsigned line_number = 0;
  silicon::core::for_each_line(text, [&](std::string_view line) {
    const MbmReading reading = silicon::bandwidth::parse_mbm(line);
    const std::string counter = std::to_string(line_number++ % 3);
    if (line_number % 64 == 0) sum.keep_only({"0", "1"});
    if (reading.state != MbmReading::State::counted) return;
    sum.update(counter, reading.bytes);
    if (sum.total() < before) std::abort();
    before = sum.total();
  });
  return 0;
}
