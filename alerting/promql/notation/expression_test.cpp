#include "alerting/promql/notation/expression_test.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {
namespace {

void sort_by_labels(InstantVector& samples) {
  std::sort(samples.begin(), samples.end(),
            [](const InstantSample& a, const InstantSample& b) { return a.labels < b.labels; });
}

bool same_value(double expected, double got, Tolerance tolerance) {
  if (std::isnan(expected) || std::isnan(got)) return std::isnan(expected) && std::isnan(got);
  if (expected == got || tolerance == Tolerance::exact) return expected == got;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return std::nextafter(expected, -kInfinity) <= got && got <= std::nextafter(expected, kInfinity);
}

// Go's 'E' format: 1E+00, -2.5E-07.
std::string scientific(double value) {
  if (!std::isfinite(value)) return fixed_number(value);
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific)
                       .ptr;
  std::string text(buffer.data(), end);
  std::replace(text.begin(), text.end(), 'e', 'E');
  return text;
}

}  // namespace

core::Result<InstantVector> samples_at(const Engine& engine, std::string_view expression,
                                       core::Instant time) {
  const auto parsed = parse_query(expression, engine.options());
  if (!parsed) return parsed.error();
  auto result = engine.instant(**parsed, time);
  if (!result) return std::move(result).error();
  if (const double* scalar = std::get_if<double>(&result->value)) {
    return InstantVector{{core::Labels(), *scalar}};
  }
  auto* samples = std::get_if<InstantVector>(&result->value);
  if (samples == nullptr) {
    return core::Error("rule result is not a vector or scalar", core::ErrorKind::invalid);
  }
  sort_by_labels(*samples);
  return std::move(*samples);
}

bool same_samples(InstantVector expected, InstantVector got, Tolerance tolerance) {
  sort_by_labels(expected);
  sort_by_labels(got);
  return std::equal(expected.begin(), expected.end(), got.begin(), got.end(),
                    [tolerance](const InstantSample& a, const InstantSample& b) {
                      return a.labels == b.labels && same_value(a.value, b.value, tolerance);
                    });
}

std::string samples_text(const InstantVector& samples) {
  if (samples.empty()) return "nil";
  std::string out;
  for (const InstantSample& sample : samples) {
    if (!out.empty()) out += ", ";
    out += labels_text(sample.labels) + " " + scientific(sample.value);
  }
  return out;
}

}  // namespace silicon::promql
