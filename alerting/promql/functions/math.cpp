// Functions of one value where the standard library has not quite what Go has.
// Tested by tests/alerting/promql/scripts.
#include <cmath>
#include <limits>
#include <numbers>

#include "alerting/promql/functions/families.hpp"

namespace silicon::promql {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Go's math.Max and math.Min: the infinity they look for wins, then NaN; -0 is less than +0.
double maximum(double a, double b) {
  if (a == kInfinity || b == kInfinity) return kInfinity;
  if (std::isnan(a) || std::isnan(b)) return kNan;
  if (a == b) return std::signbit(a) ? b : a;
  return a > b ? a : b;
}

double minimum(double a, double b) {
  if (a == -kInfinity || b == -kInfinity) return -kInfinity;
  if (std::isnan(a) || std::isnan(b)) return kNan;
  if (a == b) return std::signbit(a) ? a : b;
  return a < b ? a : b;
}

}  // namespace

// Ties go up: floor(v / to + 0.5) * to, with the reciprocal because 0.1 is exact in neither.
double round_value(double value, std::span<const double> scalars) {
  const double inverse = 1.0 / (scalars.empty() ? 1.0 : scalars[0]);
  return std::floor(value * inverse + 0.5) / inverse;
}

double clamp_value(double value, std::span<const double> scalars) {
  if (scalars[0] > scalars[1]) return absent();
  return maximum(scalars[0], minimum(scalars[1], value));
}

double clamp_minimum(double value, std::span<const double> scalars) {
  return maximum(scalars[0], value);
}

double clamp_maximum(double value, std::span<const double> scalars) {
  return minimum(scalars[0], value);
}

double sign_of(double value) {
  if (value < 0) return -1;
  return value > 0 ? 1 : value;
}

// As Go's math package does it, to agree to the last bit: exact for powers of two.
double binary_logarithm(double value) {
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  if (!std::isfinite(value)) exponent = 0;
  if (fraction == 0.5) return exponent - 1;
  return std::log(fraction) * std::numbers::log2e + exponent;
}

double decimal_logarithm(double value) {
  return std::log(value) * std::numbers::log10e;
}

double degrees(double value) {
  return value * 180 / std::numbers::pi;
}

double radians(double value) {
  return value * std::numbers::pi / 180;
}

}  // namespace silicon::promql
