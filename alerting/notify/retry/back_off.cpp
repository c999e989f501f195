#include "alerting/notify/retry/back_off.hpp"

#include <algorithm>
#include <cmath>

namespace silicon::notify {
namespace {

constexpr double kFirst = 500;
constexpr double kLongest = 60'000;

// splitmix64: enough to tell neighbours apart. From 0 to below 1.
double fraction(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  value ^= value >> 31U;
  return std::ldexp(static_cast<double>(value >> 11U), -53);
}

}  // namespace

core::Duration back_off(std::uint32_t failures, std::uint64_t seed) {
  // The 20th is long past the longest.
  const double power = std::clamp<double>(failures, 1, 20) - 1;
  const double middle = std::min(kFirst * std::pow(1.5, power), kLongest);
  const double jitter = 0.5 + fraction(seed * 31 + failures);
  return core::Duration(static_cast<std::int64_t>(std::min(middle * jitter, kLongest)));
}

}  // namespace silicon::notify
