#include "exporter/core/exposition/write.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "exporter/core/exposition/series.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::core {
namespace {

// Samples that the text format has no place for within their family.
constexpr std::array<std::string_view, 3> kOwnFamilyInText = {"_created", "_gcount", "_gsum"};

// What the metadata lines say: the name is NAME + SUFFIX.
struct Heading {
  std::string_view name;
  std::string_view suffix;
  MetricType type = MetricType::unknown;
};

std::string_view type_word(MetricType type, ExpositionFormat format) {
  const bool openmetrics = format == ExpositionFormat::openmetrics;
  switch (type) {
    case MetricType::counter:
      return "counter";
    case MetricType::gauge:
      return "gauge";
    case MetricType::histogram:
      return "histogram";
    case MetricType::summary:
      return "summary";
    case MetricType::gauge_histogram:
      return openmetrics ? "gaugehistogram" : "histogram";
    case MetricType::info:
      return openmetrics ? "info" : "gauge";
    case MetricType::stateset:
      return openmetrics ? "stateset" : "gauge";
    case MetricType::unknown:
      break;
  }
  return openmetrics ? "unknown" : "untyped";
}

// The suffix of the one kind of sample such a family consists of.
std::string_view own_suffix(MetricType type) {
  if (type == MetricType::counter) return "_total";
  if (type == MetricType::info) return "_info";
  return {};
}

Heading heading_of(const Family& family, ExpositionFormat format) {
  const std::string_view suffix = own_suffix(family.type);
  const bool in_name = family.samples.front().suffix.empty();
  Heading heading{family.name, {}, family.type};
  if (format == ExpositionFormat::text) {
    if (!in_name) heading.suffix = suffix;
  } else if (in_name && !suffix.empty()) {
    const bool can_be_cut = heading.name.ends_with(suffix) && heading.name.size() > suffix.size();
    if (can_be_cut) heading.name.remove_suffix(suffix.size());
    if (!can_be_cut) heading.type = MetricType::unknown;
  } else if (family.type == MetricType::stateset) {
    if (family.samples.front().labels.get(family.name).empty()) heading.type = MetricType::gauge;
  }
  return heading;
}

// Whether the character can be written as it is, by its byte; beyond ASCII it takes a closer look.
constexpr bool is_plain(char c) {
  return c != '\\' && c != '"' && c != '\n' && static_cast<unsigned char>(c) < 0x80;
}

// Bytes that are no UTF-8 (a mount point may be called anything) become U+FFFD: one such byte would
// cost the whole page, since Prometheus refuses it.
void append_escaped(std::string& out, std::string_view text, bool escape_quotes) {
  while (!text.empty()) {
    std::size_t width = 0;
    while (width < text.size() && is_plain(text[width])) ++width;
    out += text.substr(0, width);
    text.remove_prefix(width);
    if (text.empty()) return;
    const char c = text.front();
    if (c == '\\' || c == '\n' || c == '"') {
      if (c != '"' || escape_quotes) out += '\\';
      out += c == '\n' ? 'n' : c;
      text.remove_prefix(1);
    } else {
      width = utf8_width(text);
      out += width == 0 ? "\xEF\xBF\xBD" : text.substr(0, width);
      text.remove_prefix(std::max<std::size_t>(width, 1));
    }
  }
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  append_escaped(out, text, true);
  out += '"';
}

void append_metadata(std::string& out, const Family& family, const Heading& heading,
                     ExpositionFormat format) {
  std::string name;
  if (is_metric_name(heading.name)) {
    name.append(heading.name).append(heading.suffix);
  } else {
    append_quoted(name, std::string(heading.name).append(heading.suffix));
  }
  const bool openmetrics = format == ExpositionFormat::openmetrics;
  if (!family.help.empty()) {
    out.append("# HELP ").append(name) += ' ';
    append_escaped(out, family.help, openmetrics);
    out += '\n';
  }
  out.append("# TYPE ").append(name).append(" ").append(type_word(heading.type, format)) += '\n';
  const bool may_have_unit = openmetrics && !family.unit.empty() &&
                             heading.type != MetricType::info &&
                             heading.type != MetricType::stateset;
  if (may_have_unit && heading.name.ends_with("_" + family.unit)) {
    out.append("# UNIT ").append(name).append(" ").append(family.unit) += '\n';
  }
}

// The name of the label whose value is a bound, or "".
std::string_view bound_label(MetricType type, std::string_view suffix) {
  if (suffix == "_bucket") return "le";
  if (type == MetricType::summary && suffix.empty()) return "quantile";
  return {};
}

void append_label(std::string& out, const Label& label, std::string_view bound) {
  if (is_label_name(label.name)) {
    out += label.name;
  } else {
    append_quoted(out, label.name);
  }
  out += '=';
  if (!bound.empty() && label.name == bound) {
    const auto number = parse_double(label.value);
    append_quoted(out, number ? format_bound(*number) : label.value);
  } else {
    append_quoted(out, label.value);
  }
}

void append_labels(std::string& out, const Labels& labels, std::string_view bound) {
  bool first = true;
  for (const Label& label : labels) {
    if (!first) out += ',';
    first = false;
    append_label(out, label, bound);
  }
}

void append_series(std::string& out, const Family& family, const Sample& sample) {
  const std::string_view bound = bound_label(family.type, sample.suffix);
  if (is_metric_name(family.name)) {
    out += family.name;
    out += sample.suffix;
    if (sample.labels.empty()) return;
    out += '{';
  } else {
    out += '{';
    append_quoted(out, family.name + sample.suffix);
    if (!sample.labels.empty()) out += ',';
  }
  append_labels(out, sample.labels, bound);
  out += '}';
}

// Seconds with as many decimals as they need and no exponent.
void append_seconds(std::string& out, double seconds) {
  std::array<char, 512> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), seconds,
                                     std::chars_format::fixed);
  out.append(buffer.data(), written.ptr);
}

void append_timestamp(std::string& out, double unix_seconds, ExpositionFormat format) {
  if (!std::isfinite(unix_seconds)) return;
  if (format == ExpositionFormat::openmetrics) {
    out += ' ';
    append_seconds(out, unix_seconds);
  } else if (std::abs(unix_seconds) < 1e15) {  // what is beyond does not fit the milliseconds
    out += ' ';
    out += std::to_string(std::llround(unix_seconds * 1000));
  }
}

bool may_have_exemplar(MetricType type, std::string_view suffix) {
  if (type == MetricType::counter) return suffix.empty() || suffix == "_total";
  const bool buckets = type == MetricType::histogram || type == MetricType::gauge_histogram;
  return buckets && suffix == "_bucket";
}

void append_exemplar(std::string& out, const Exemplar& exemplar) {
  if (exemplar_code_points(exemplar.labels) > kMostExemplarCodePoints) return;
  out += " # {";
  append_labels(out, exemplar.labels, {});
  out += "} ";
  append_double(out, exemplar.value);
  if (exemplar.unix_seconds) {
    append_timestamp(out, *exemplar.unix_seconds, ExpositionFormat::openmetrics);
  }
}

void append_sample(std::string& out, const Family& family, const Sample& sample, MetricType type,
                   ExpositionFormat format) {
  append_series(out, family, sample);
  out += ' ';
  append_double(out, sample.value);
  if (sample.unix_seconds) append_timestamp(out, *sample.unix_seconds, format);
  if (sample.exemplar && format == ExpositionFormat::openmetrics &&
      may_have_exemplar(type, sample.suffix)) {
    append_exemplar(out, *sample.exemplar);
  }
  out += '\n';
}

bool has_own_family_in_text(std::string_view suffix) {
  return std::find(kOwnFamilyInText.begin(), kOwnFamilyInText.end(), suffix) !=
         kOwnFamilyInText.end();
}

void append_samples_as_gauges(std::string& out, const Family& family, std::string_view suffix) {
  bool headed = false;
  for (const Sample& sample : family.samples) {
    if (sample.suffix != suffix) continue;
    const Heading heading{family.name, suffix, MetricType::gauge};
    if (!headed) append_metadata(out, family, heading, ExpositionFormat::text);
    headed = true;
    append_sample(out, family, sample, MetricType::gauge, ExpositionFormat::text);
  }
}

void append_text_family(std::string& out, const Family& family) {
  const Heading heading = heading_of(family, ExpositionFormat::text);
  bool headed = false;
  bool others = false;
  for (const Sample& sample : family.samples) {
    if (has_own_family_in_text(sample.suffix)) {
      others = true;
      continue;
    }
    if (!headed) append_metadata(out, family, heading, ExpositionFormat::text);
    headed = true;
    append_sample(out, family, sample, heading.type, ExpositionFormat::text);
  }
  if (!others) return;
  for (const std::string_view suffix : kOwnFamilyInText) {
    append_samples_as_gauges(out, family, suffix);
  }
}

}  // namespace

void append_family(std::string& out, const Family& family, ExpositionFormat format) {
  if (family.samples.empty()) return;
  if (format == ExpositionFormat::text) return append_text_family(out, family);
  const Heading heading = heading_of(family, format);
  append_metadata(out, family, heading, format);
  for (const Sample& sample : family.samples) {
    append_sample(out, family, sample, heading.type, format);
  }
}

void append_end(std::string& out, ExpositionFormat format) {
  if (format == ExpositionFormat::openmetrics) out += "# EOF\n";
}

void append_exposition(std::string& out, const Families& families, ExpositionFormat format) {
  for (const Family& family : families) append_family(out, family, format);
  append_end(out, format);
}

}  // namespace silicon::core
