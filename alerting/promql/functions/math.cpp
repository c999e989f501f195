#include <cmath>
#include <limits>
#include <numbers>

#include "alerting/promql/functions/families.hpp"

namespace silicon::promql {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// Go's math.Max and math.Min: NaN wins, -0 is less than +0.
double maximum(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return kNan;
  if (a == b) return std::signbit(a) ? b : a;
  return a > b ? a : b;
}

double minimum(double a, double b) {
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

double degrees(double value) {
  return value * 180 / std::numbers::pi;
}

double radians(double value) {
  return value * std::numbers::pi / 180;
}

}  // namespace silicon::promql
