// Any bytes as an exposition page, in both formats: neither the reader nor the parser crashes or
// exceeds its limits, and what parses is written so that it parses again to the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "exporter/core/exposition/parse.hpp"
#include "exporter/core/exposition/read.hpp"
#include "exporter/core/exposition/series.hpp"
#include "exporter/core/exposition/write.hpp"

namespace {

using namespace silicon::core;

void require(bool condition) {
  if (!condition) std::abort();
}

// As a scraper does: line by line, errors skipped.
void read(std::string_view page, ExpositionFormat format) {
  ExpositionReader reader(page, format);
  std::size_t last_line = 0;
  for (;;) {
    const auto entry = reader.next();
    require(reader.line() >= last_line);
    last_line = reader.line();
    if (!entry) {
      require(entry.error().message().starts_with("line "));
      continue;
    }
    if (!*entry) return;
    const auto* sample = std::get_if<SampleLine>(&**entry);
    if (sample == nullptr) continue;
    require(!sample->series.empty());
    if (const auto series = parse_series(sample->series, format)) require(!series->name.empty());
    if (!sample->exemplar.empty()) static_cast<void>(parse_exemplar(sample->exemplar));
  }
}

std::string written(const Families& families, ExpositionFormat format) {
  std::string page;
  append_exposition(page, families, format);
  return page;
}

void parse_and_write_back(std::string_view page, ExpositionFormat format) {
  const auto families = parse_exposition(page, format);
  if (!families) return;
  const std::string once = written(*families, format);
  const auto again = parse_exposition(once, format);
  require(again.ok());
  require(written(*again, format) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string page(data, data + size);
  for (const auto format : {ExpositionFormat::text, ExpositionFormat::openmetrics}) {
    read(page, format);
    parse_and_write_back(page, format);
  }
  return 0;
}
