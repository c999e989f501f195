#include "exporter/core/exposition/read.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "exporter/core/exposition/series.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::core {
namespace {

struct TypeWord {
  std::string_view word;
  MetricType type;
  bool in_text;
  bool in_openmetrics;
};

constexpr std::array<TypeWord, 9> kTypeWords{{
    {"counter", MetricType::counter, true, true},
    {"gauge", MetricType::gauge, true, true},
    {"histogram", MetricType::histogram, true, true},
    {"summary", MetricType::summary, true, true},
    {"untyped", MetricType::unknown, true, false},
    {"unknown", MetricType::unknown, false, true},
    {"gaugehistogram", MetricType::gauge_histogram, false, true},
    {"info", MetricType::info, false, true},
    {"stateset", MetricType::stateset, false, true},
}};

// A metadata line cut into its parts.
struct MetadataLine {
  std::string_view keyword;
  std::string_view name;
  std::string_view text;
};

Error invalid(std::string_view problem, std::string_view where) {
  return Error(std::string(problem) + ": " + excerpt(where), ErrorKind::invalid);
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// These two are loops because the standard's find functions cost a call per character here.
std::string_view without_leading_blanks(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_blank(text[at])) ++at;
  return text.substr(at);
}

std::string_view take_word(std::string_view& text) {
  std::size_t at = 0;
  while (at < text.size() && !is_blank(text[at])) ++at;
  const std::string_view word = text.substr(0, at);
  text.remove_prefix(at);
  return word;
}

Status read_value(std::string_view word, double& value) {
  const std::optional<double> number = parse_double(word);
  if (!number) return invalid(word.empty() ? "the value is missing" : "not a number", word);
  // An infinity that is not spelled out was out of range, which Prometheus refuses too.
  const bool spelled_out = word.find_first_of("fF") != std::string_view::npos;
  if (std::isinf(*number) && !spelled_out) return invalid("the number is out of range", word);
  value = *number;
  return Done{};
}

// The name of a metadata line, taken off the front of `text`, which goes on with a blank or ends.
Result<std::string_view> take_name(std::string_view& text, const ExpositionLimits& limits) {
  const bool quoted = text.starts_with('"');
  std::string_view name;
  if (quoted) {
    const std::size_t length = quoted_length(text);
    if (length == std::string_view::npos) return invalid("the closing '\"' is missing", text);
    name = text.substr(1, length - 2);
    text.remove_prefix(length);
    if (name.empty() || !is_utf8(name)) return invalid("not a metric name", name);
  } else {
    name = take_word(text);
    if (!is_metric_name(name)) return invalid("not a metric name", name);
  }
  if (name.size() > limits.name_bytes) return invalid("the metric name is too long", name);
  if (!text.empty() && !is_blank(text.front())) return invalid("expected a blank", text);
  return name;
}

Result<ExpositionEntry> entry_of(const MetadataLine& heading, ExpositionFormat format) {
  if (heading.keyword == "TYPE") {
    const bool openmetrics = format == ExpositionFormat::openmetrics;
    const std::string_view word = openmetrics ? heading.text : trimmed(heading.text);
    for (const TypeWord& known : kTypeWords) {
      const bool allowed = openmetrics ? known.in_openmetrics : known.in_text;
      if (allowed && known.word == word) return ExpositionEntry(TypeLine{heading.name, known.type});
    }
    return invalid("not a metric type", word);
  }
  if (!is_utf8(heading.text)) return invalid("not UTF-8", heading.text);
  if (heading.keyword == "UNIT") return ExpositionEntry(UnitLine{heading.name, heading.text});
  return ExpositionEntry(HelpLine{heading.name, heading.text});
}

// "#  HELP name any text"; everything that does not begin so is a comment.
Result<ExpositionEntry> read_text_metadata(std::string_view line, const ExpositionLimits& limits) {
  const std::string_view comment = line.substr(1);
  std::string_view rest = without_leading_blanks(comment);
  MetadataLine heading;
  heading.keyword = take_word(rest);
  const bool known = heading.keyword == "HELP" || heading.keyword == "TYPE";
  if (comment.empty() || !is_blank(comment.front()) || !known || rest.empty()) {
    return ExpositionEntry(CommentLine{comment});
  }
  rest = without_leading_blanks(rest);
  Result<std::string_view> name = take_name(rest, limits);
  if (!name) return std::move(name).error();
  heading.name = *name;
  if (!rest.empty()) heading.text = rest.substr(1);
  return entry_of(heading, ExpositionFormat::text);
}

// "# HELP name any text" with single blanks, the last of which is there even without text.
Result<ExpositionEntry> read_openmetrics_metadata(std::string_view line,
                                                  const ExpositionLimits& limits) {
  MetadataLine heading;
  std::string_view rest = line.substr(std::min<std::size_t>(2, line.size()));
  heading.keyword = take_word(rest);
  const bool known =
      heading.keyword == "HELP" || heading.keyword == "TYPE" || heading.keyword == "UNIT";
  if (!line.starts_with("# ") || !known) {
    return invalid("expected \"# HELP\", \"# TYPE\", \"# UNIT\" or \"# EOF\"", line);
  }
  if (!rest.starts_with(' ')) return invalid("expected a blank and a metric name", line);
  rest.remove_prefix(1);
  Result<std::string_view> name = take_name(rest, limits);
  if (!name) return std::move(name).error();
  heading.name = *name;
  if (!rest.starts_with(' ')) return invalid("expected a blank behind the name", line);
  heading.text = rest.substr(1);
  return entry_of(heading, ExpositionFormat::openmetrics);
}

// The length of the series at the front of a line without exemplar: values and timestamps have no
// braces, so the last one ends the label set. parse_series() finds out if it does not.
std::size_t plain_series_length(std::string_view line) {
  const std::size_t brace = line.rfind('}');
  if (brace != std::string_view::npos) return brace + 1;
  return take_word(line).size();
}

Result<SampleLine> read_text_sample(std::string_view line) {
  SampleLine sample;
  sample.series = line.substr(0, plain_series_length(line));
  std::string_view rest = without_leading_blanks(line.substr(sample.series.size()));
  if (Status read = read_value(take_word(rest), sample.value); !read) {
    return std::move(read).error();
  }
  rest = without_leading_blanks(rest);
  if (rest.empty()) return sample;
  const std::string_view word = take_word(rest);
  const std::optional<std::int64_t> milliseconds = parse_signed(word);
  if (!milliseconds) return invalid("not a timestamp in whole milliseconds", word);
  if (!without_leading_blanks(rest).empty()) return invalid("expected the end of the line", rest);
  sample.unix_seconds = static_cast<double>(*milliseconds) / 1000;
  return sample;
}

// What goes on behind the value of an OpenMetrics sample: " TIMESTAMP", " # EXEMPLAR", or both.
Status read_timestamp_and_exemplar(std::string_view rest, SampleLine& sample) {
  if (!rest.empty() && !rest.starts_with(" #")) {
    if (!rest.starts_with(' ')) return invalid("expected a blank", rest);
    rest.remove_prefix(1);
    const std::string_view word = take_word(rest);
    const std::optional<double> seconds = parse_double(word);
    if (!seconds || !std::isfinite(*seconds)) return invalid("not a timestamp in seconds", word);
    sample.unix_seconds = *seconds;
  }
  if (rest.empty()) return Done{};
  if (!rest.starts_with(" # {")) return invalid("expected an exemplar or the end", rest);
  sample.exemplar = rest.substr(3);
  return Done{};
}

Result<SampleLine> read_openmetrics_sample(std::string_view line) {
  SampleLine sample;
  const bool may_have_exemplar = line.find('#') != std::string_view::npos;
  const std::size_t length = may_have_exemplar ? series_length(line) : plain_series_length(line);
  if (length == std::string_view::npos) return invalid("the label set has no end", line);
  if (length == 0) return invalid("expected a series", line);
  sample.series = line.substr(0, length);
  std::string_view rest = line.substr(length);
  if (!rest.starts_with(' ')) return invalid("expected a blank and a value", line);
  rest.remove_prefix(1);
  Status read = read_value(take_word(rest), sample.value);
  if (read) read = read_timestamp_and_exemplar(rest, sample);
  if (!read) return std::move(read).error();
  return sample;
}

}  // namespace

std::optional<Instant> SampleLine::instant() const {
  // Up to here a double of seconds gives back the millisecond it was made from.
  constexpr double kMost = 2251799813685248.0;  // 2^51
  if (!unix_seconds || !(std::abs(*unix_seconds * 1000) < kMost)) return std::nullopt;
  return Instant(Duration(std::llround(*unix_seconds * 1000)));
}

ExpositionReader::Next ExpositionReader::next() {
  while (!rest_.empty()) {
    const std::string_view line = take_line();
    Next entry = read_line(line);
    if (!entry) return std::move(entry).error().within("line " + std::to_string(line_));
    if (*entry) return entry;
  }
  if (format_ == ExpositionFormat::text || ended_) return std::optional<ExpositionEntry>();
  ended_ = true;
  return Error("line " + std::to_string(line_) + ": the page does not end with \"# EOF\"",
               ErrorKind::invalid);
}

std::string_view ExpositionReader::take_line() {
  const auto [line, rest] = cut(rest_, '\n');
  rest_ = rest;
  ++line_;
  return line;
}

ExpositionReader::Next ExpositionReader::read_line(std::string_view line) {
  if (line.size() > limits_.line_bytes) return invalid("the line is too long", line);
  const bool openmetrics = format_ == ExpositionFormat::openmetrics;
  if (!openmetrics) line = without_leading_blanks(line);
  if (openmetrics && ended_) return invalid("expected nothing behind \"# EOF\"", line);
  if (line.empty()) {
    if (openmetrics) return Error("the line is blank", ErrorKind::invalid);
    return std::optional<ExpositionEntry>();
  }
  if (line.front() == '#') return read_metadata(line);
  return read_sample(line);
}

ExpositionReader::Next ExpositionReader::read_metadata(std::string_view line) {
  const bool openmetrics = format_ == ExpositionFormat::openmetrics;
  if (openmetrics && line == "# EOF") {
    ended_ = true;
    return std::optional<ExpositionEntry>();
  }
  Result<ExpositionEntry> entry =
      openmetrics ? read_openmetrics_metadata(line, limits_) : read_text_metadata(line, limits_);
  if (!entry) return std::move(entry).error();
  return std::optional<ExpositionEntry>(*std::move(entry));
}

ExpositionReader::Next ExpositionReader::read_sample(std::string_view line) {
  if (++samples_ > limits_.samples) return Error("too many samples", ErrorKind::invalid);
  Result<SampleLine> sample = format_ == ExpositionFormat::openmetrics
                                  ? read_openmetrics_sample(line)
                                  : read_text_sample(line);
  if (!sample) return std::move(sample).error();
  return std::optional<ExpositionEntry>(*sample);
}

}  // namespace silicon::core
