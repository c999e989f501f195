#include "exporter/sources/energy/wrapping_counter.hpp"

namespace silicon::energy {
namespace {

// How far the counter moved, going round at most once; nullopt when it fell and has no known range.
std::optional<std::uint64_t> advance(std::uint64_t from, std::uint64_t to, std::uint64_t range) {
  if (to >= from) return to - from;
  if (range == 0 || from > range) return std::nullopt;
  return range - from + to;
}

}  // namespace

std::optional<double> WrappingCounter::update(std::uint64_t microjoules, core::SteadyInstant at) {
  if (range_ != 0 && microjoules > range_) return std::nullopt;
  const std::optional<Reading> before = last_;
  last_ = Reading{microjoules, at};
  if (!before) return std::nullopt;
  const double seconds = core::seconds(at - before->at);
  if (seconds <= 0) {
    last_ = before;
    return std::nullopt;
  }
  const auto moved = advance(before->value, microjoules, range_);
  if (!moved) return std::nullopt;
  const double watts = static_cast<double>(*moved) / 1e6 / seconds;
  if (watts > kMaxWatts) return std::nullopt;
  microjoules_ += *moved;
  return watts;
}

}  // namespace silicon::energy
