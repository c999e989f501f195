#include "exporter/core/exposition/format.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::core {
namespace {

constexpr std::string_view kTextType = "text/plain";
constexpr std::string_view kOpenMetricsType = "application/openmetrics-text";

// Real headers have five; a longer one is an attack.
constexpr int kMostRanges = 64;

struct MediaRange {
  std::string type;  // lower case
  std::string_view version;
  double quality = 1;  // 0: not acceptable, or not understood
};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

double quality_of(std::string_view text) {
  const std::optional<double> quality = parse_double(text);
  return quality && *quality >= 0 && *quality <= 1 ? *quality : 0;
}

// "text/plain; version=0.0.4; q=0.5"
MediaRange parse_range(std::string_view text) {
  auto [type, parameters] = cut(text, ';');
  MediaRange range{lower(trimmed(type)), {}};
  while (!parameters.empty()) {
    const auto [parameter, rest] = cut(parameters, ';');
    const auto [name, value] = cut(parameter, '=');
    const std::string key = lower(trimmed(name));
    if (key == "version") range.version = unquoted(trimmed(value));
    if (key == "q") range.quality = quality_of(trimmed(value));
    parameters = rest;
  }
  return range;
}

std::optional<ExpositionFormat> format_for(const MediaRange& range) {
  const auto version_is = [&](std::string_view version) {
    return range.version.empty() || range.version == version;
  };
  if (range.type == kOpenMetricsType && version_is("1.0.0")) return ExpositionFormat::openmetrics;
  if (range.type == kTextType && version_is("0.0.4")) return ExpositionFormat::text;
  if (range.type == "text/*" || range.type == "*/*") return ExpositionFormat::text;
  return std::nullopt;
}

}  // namespace

ExpositionFormat accepted_format(std::string_view accept_header) {
  ExpositionFormat best = ExpositionFormat::text;
  double best_quality = 0;
  for (int i = 0; i < kMostRanges && !accept_header.empty(); ++i) {
    const auto [text, rest] = cut(accept_header, ',');
    const MediaRange range = parse_range(text);
    const std::optional<ExpositionFormat> format = format_for(range);
    if (format && range.quality > best_quality) {
      best = *format;
      best_quality = range.quality;
    }
    accept_header = rest;
  }
  return best;
}

std::string_view content_type(ExpositionFormat format) {
  return format == ExpositionFormat::openmetrics
             ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
             : "text/plain; version=0.0.4; charset=utf-8";
}

std::optional<ExpositionFormat> format_of_content_type(std::string_view header) {
  const std::string type = parse_range(header).type;
  if (type == kOpenMetricsType) return ExpositionFormat::openmetrics;
  if (type == kTextType) return ExpositionFormat::text;
  return std::nullopt;
}

}  // namespace silicon::core
