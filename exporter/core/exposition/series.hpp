// One series as a page spells it, `name{label="value",...}`, taken apart: which names need no
// quotes, where the spelling ends, what it says. Also Prometheus 3's form for names beyond ASCII,
// `{"my.metric",a="b"}`. Not lines and values: see read.hpp. Pure; any thread.
// Tested by tests/exporter/core/exposition/series_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/exposition/format.hpp"
#include "exporter/core/family.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::core {

// [a-zA-Z_:][a-zA-Z0-9_:]*, and the same without colons.
bool is_metric_name(std::string_view name);
bool is_label_name(std::string_view name);

struct Series {
  std::string name;
  Labels labels;
  // Labels that were given with the value "". They do not exist as labels, but a page says by them
  // that it does not want them from its target either (Pushgateway's instance="").
  std::vector<std::string> empty_labels;
};

// The whole text as one series. Text 0.0.4 is read as leniently as Prometheus does (blanks, a
// missing or trailing comma), OpenMetrics strictly. Either refuses a label given twice, text that
// is not UTF-8, and what is beyond the limits. The error says what was expected, and where.
Result<Series> parse_series(std::string_view text, ExpositionFormat format,
                            const ExpositionLimits& limits = {});

// `{trace_id="x"} 0.5 1700000000.25`, what stands behind " # " in OpenMetrics: at most 128 code
// points of labels, a value, and perhaps a timestamp in seconds.
Result<Exemplar> parse_exemplar(std::string_view text, const ExpositionLimits& limits = {});

// The code points that an exemplar's labels spend of the 128 it may have.
inline constexpr std::size_t kMostExemplarCodePoints = 128;
std::size_t exemplar_code_points(const Labels& labels);

// How many characters at the front of a line are the series: a name, a label set, or both. What is
// between the quotes is skipped, not checked. npos where the label set has no end.
std::size_t series_length(std::string_view line);

// The length of the "quoted text" at the front, with both quotes; npos where it has no end.
std::size_t quoted_length(std::string_view text);

// The text with \\ and \n, and with `quotes` \" too, replaced by what they stand for. Any other
// backslash stands for itself, as in Prometheus.
std::string unescaped(std::string_view text, bool quotes);

}  // namespace silicon::core
