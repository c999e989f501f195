#include "exporter/sources/apple/interval.hpp"

#include <cmath>

namespace silicon::apple {
namespace {

constexpr double kSleepSeconds = 2;

}  // namespace

std::optional<double> Interval::update(const Sample& sample) {
  const std::optional<Moment> before = before_;
  before_ = Moment{sample.mono_ns, sample.unix_ms};
  if (!before || sample.mono_ns <= before->mono_ns) return std::nullopt;
  const double awake = static_cast<double>(sample.mono_ns - before->mono_ns) / 1e9;
  const double passed =
      (static_cast<double>(sample.unix_ms) - static_cast<double>(before->unix_ms)) / 1e3;
  if (std::fabs(passed - awake) > kSleepSeconds) return std::nullopt;
  return awake;
}

}  // namespace silicon::apple
