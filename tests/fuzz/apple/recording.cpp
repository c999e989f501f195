// Any lines as a recording: errors are one line, and what was read is written and read again as the
// same, each sample whole and as changes of the one before.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exporter/core/text.hpp"
#include "exporter/platform/recording/read.hpp"
#include "exporter/platform/recording/write.hpp"

namespace {

namespace recording = silicon::recording;

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  recording::SampleParser parser;
  recording::SampleParser second_parser;
  recording::SampleWriter writer;
  silicon::core::for_each_line(text, [&](std::string_view line) {
    const auto sample = parser.parse(line);
    if (sample) {
      const std::string whole = recording::sample_line(**sample);
      const auto again = second_parser.parse(writer.line(**sample));
      require(again.ok() && recording::sample_line(**again) == whole);
      recording::SampleParser fresh;
      const auto once_more = fresh.parse(whole);
      require(once_more.ok() && recording::sample_line(**once_more) == whole);
    } else {
      require(!sample.error().message().empty());
    }
    const auto machine = recording::parse_machine(line);
    if (!machine) return;
    const std::string written = recording::machine_line(*machine);
    const auto again = recording::parse_machine(written);
    require(again.ok() && recording::machine_line(*again) == written);
  });
  return 0;
}
