// An exposition page line by line, for scrapes: no allocation, no family grouping, and label sets
// left unparsed, because a scraper has seen nearly every series before and knows it by its text.
// Not a validator: see parse.hpp. Views point into the page. One thread per reader.
// Tested by tests/exporter/core/exposition/read_test.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

#include "exporter/core/exposition/format.hpp"
#include "exporter/core/family.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::core {

// Metadata. A name that stood in quotes is given without them; escapes are as exposed, see
// unescaped() in series.hpp.
struct HelpLine {
  std::string_view name;
  std::string_view text;
};

struct TypeLine {
  std::string_view name;
  MetricType type = MetricType::unknown;
};

struct UnitLine {  // OpenMetrics only
  std::string_view name;
  std::string_view unit;
};

struct CommentLine {  // text only; without the '#'
  std::string_view text;
};

struct SampleLine {
  // Name and label set exactly as exposed: the key of a scrape cache. Once parse_series() has taken
  // it, the same text is always the same series; until then it may turn out malformed.
  std::string_view series;
  double value = 0;
  std::optional<double> unix_seconds;
  // OpenMetrics only, for parse_exemplar(); "" where there is none.
  std::string_view exemplar;

  // The timestamp as the product keeps time; nullopt without one, or beyond some 70,000 years.
  std::optional<Instant> instant() const;
};

using ExpositionEntry = std::variant<SampleLine, HelpLine, TypeLine, UnitLine, CommentLine>;

class ExpositionReader {
 public:
  // The page must outlive the reader and everything it hands out.
  ExpositionReader(std::string_view page, ExpositionFormat format,
                   const ExpositionLimits& limits = {})
      : rest_(page), format_(format), limits_(limits) {}

  // The next entry; nullopt behind the last. Text is read as leniently as Prometheus reads it
  // (blank lines, loose blanks, comments), OpenMetrics strictly, up to its "# EOF". Errors begin
  // with "line 12: "; behind one, the next call goes on with the next line.
  Result<std::optional<ExpositionEntry>> next();

  // The number, from 1, of the line that the last next() was about.
  std::size_t line() const { return line_; }

 private:
  using Next = Result<std::optional<ExpositionEntry>>;

  std::string_view take_line();
  Next read_line(std::string_view line);
  Next read_metadata(std::string_view line);
  Next read_sample(std::string_view line);

  std::string_view rest_;
  ExpositionFormat format_;
  ExpositionLimits limits_;
  std::size_t line_ = 0;
  std::size_t samples_ = 0;
  bool ended_ = false;  // "# EOF" was read
};

}  // namespace silicon::core
