// Any text as an expected status, and as what a service answers: a range is within HTTP's, and an
// answer is judged without a word of its body in the verdict.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exporter/sources/probes/expectation.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto range = silicon::probes::parse_status_range(text);
  if (range && (range->least < 100 || range->most > 599 || range->least > range->most)) {
    std::abort();
  }
  const silicon::probes::Expectation expectation{{{200, 299}}, "\x01"};
  const auto verdict = silicon::probes::judge(expectation, {200, text, true});
  if (verdict.ok() != (text.find('\x01') != text.npos)) std::abort();
  return 0;
}
