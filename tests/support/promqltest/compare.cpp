#include "tests/support/promqltest/compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/series/match/regex.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::promqltest {
namespace {

using promql::Annotation;
using promql::SequenceValue;

// Anywhere in the text.
bool contains_match(std::string_view text, const std::string& pattern) {
  const auto regex = match::Regex::compile(".*(?:" + pattern + ").*");
  return regex && regex->matches(text);
}

bool fits(const Expectation& expectation, std::string_view message) {
  if (expectation.text.empty()) return true;
  if (expectation.is_regex) {
    return contains_match(message, expectation.text);
  }
  // Newer scripts name the place as well: "... (1:5)".
  if (message == expectation.text) return true;
  return expectation.text.starts_with(std::string(message) + " (") &&
         expectation.text.ends_with(')');
}

Difference compare_kind(Annotation::Kind kind, const std::vector<Expectation>& expected, bool none,
                        const std::vector<Annotation>& got) {
  const char* name = kind == Annotation::Kind::info ? "info" : "warning";
  for (const Annotation& annotation : got) {
    if (annotation.kind != kind) continue;
    if (none) return std::string("unexpected ") + name + ": " + annotation.message;
    const bool known = expected.empty() ||
                       std::any_of(expected.begin(), expected.end(),
                                   [&](const auto& one) { return fits(one, annotation.message); });
    if (!known) return std::string("unexpected ") + name + ": " + annotation.message;
  }
  for (const Expectation& one : expected) {
    const bool met = std::any_of(got.begin(), got.end(), [&](const Annotation& annotation) {
      return annotation.kind == kind && fits(one, annotation.message);
    });
    if (!met) return std::string("expected ") + name + " is missing: " + one.text;
  }
  return {};
}

}  // namespace

bool almost_equal(double a, double b) {
  constexpr double kEpsilon = 1e-6;
  constexpr double kMinNormal = std::numeric_limits<double>::min();
  if (series::is_stale(a) || series::is_stale(b)) return series::is_stale(a) && series::is_stale(b);
  if (std::isnan(a) && std::isnan(b)) return true;
  if (a == b) return true;
  const double sum = std::abs(a) + std::abs(b);
  const double difference = std::abs(a - b);
  if (a == 0 || b == 0 || sum < kMinNormal) return difference < kEpsilon * kMinNormal;
  return difference / std::min(sum, std::numeric_limits<double>::max()) < kEpsilon;
}

Difference compare_vector(const Eval& expected, const promql::InstantVector& got) {
  std::vector<bool> seen(expected.series.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    const auto found = std::find_if(expected.series.begin(), expected.series.end(),
                                    [&](const auto& one) { return one.labels == got[i].labels; });
    const std::string name = promql::metric_text(got[i].labels);
    if (found == expected.series.end()) return "unexpected series " + name;
    const auto index = static_cast<std::size_t>(found - expected.series.begin());
    if (seen[index]) return "series twice: " + name;
    seen[index] = true;
    if (expected.ordered && index != i) return "wrong position of " + name;
    if (found->values.empty() || !almost_equal(found->values[0].value, got[i].value)) {
      return "wrong value of " + name;
    }
  }
  const auto missing = std::find(seen.begin(), seen.end(), false);
  if (missing == seen.end()) return {};
  const auto index = static_cast<std::size_t>(missing - seen.begin());
  return "missing series " + promql::metric_text(expected.series[index].labels);
}

Difference compare_matrix(const Eval& expected, const promql::Grid& grid,
                          const promql::Matrix& got) {
  std::size_t matched = 0;
  for (const promql::ResultSeries& series : got) {
    const auto found = std::find_if(expected.series.begin(), expected.series.end(),
                                    [&](const auto& one) { return one.labels == series.labels; });
    const std::string name = promql::metric_text(series.labels);
    if (found == expected.series.end()) return "unexpected series " + name;
    if (found->values.size() > grid.steps()) return "too many expected points for " + name;
    ++matched;
    auto point = series.points.begin();
    for (std::size_t step = 0; step < found->values.size(); ++step) {
      if (found->values[step].kind == SequenceValue::Kind::omitted) continue;
      const bool here = point != series.points.end() && point->time == grid.at(step);
      if (!here || !almost_equal(found->values[step].value, point->value)) {
        return "wrong value of " + name + " at step " + std::to_string(step);
      }
      ++point;
    }
    if (point != series.points.end()) return "more points than expected for " + name;
  }
  if (matched == expected.series.size()) return {};
  return std::to_string(expected.series.size() - matched) + " expected series missing";
}

Difference compare_failure(const Eval& expected, std::string_view message) {
  if (!expected.failure || expected.failure->text.empty()) return {};
  const Expectation& failure = *expected.failure;
  const bool same =
      failure.is_regex ? contains_match(message, failure.text) : message == failure.text;
  return same ? Difference() : "wrong error: " + std::string(message);
}

Difference compare_annotations(const Eval& expected, bool quiet,
                               const std::vector<promql::Annotation>& got) {
  const bool silent = quiet && expected.warnings.empty() && expected.infos.empty();
  const Difference warnings = compare_kind(Annotation::Kind::warning, expected.warnings,
                                           expected.no_warnings || silent, got);
  if (!warnings.empty()) return warnings;
  return compare_kind(Annotation::Kind::info, expected.infos, expected.no_infos || silent, got);
}

std::string text_of(const promql::InstantVector& vector) {
  std::string out;
  for (const promql::InstantSample& sample : vector) {
    out += "\n    " + promql::metric_text(sample.labels) + " " + core::format_double(sample.value);
  }
  return out;
}

std::string text_of(const promql::Matrix& matrix) {
  std::string out;
  for (const promql::ResultSeries& series : matrix) {
    out += "\n    " + promql::metric_text(series.labels);
    for (const series::Point& point : series.points) {
      out += " " + core::format_double(point.value) + "@" +
             std::to_string(point.time.time_since_epoch().count());
    }
  }
  return out;
}

std::string text_of_expected(const Eval& expected) {
  if (expected.scalar) return core::format_double(*expected.scalar);
  if (expected.string) return promql::quoted(*expected.string);
  if (expected.fails) return "an error";
  std::string out;
  for (const promql::SeriesDescription& series : expected.series) {
    out += "\n    " + promql::metric_text(series.labels);
    for (const SequenceValue& value : series.values) {
      out += value.kind == SequenceValue::Kind::omitted ? " _"
                                                        : " " + core::format_double(value.value);
    }
  }
  return out;
}

}  // namespace silicon::promqltest
