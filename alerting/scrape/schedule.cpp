#include "alerting/scrape/schedule.hpp"

#include <algorithm>
#include <cassert>

namespace silicon::scrape {

Schedule::Schedule(core::Duration interval, std::uint64_t hash, std::uint64_t seed)
    : interval_(interval) {
  assert(interval.count() > 0);
  const auto length = static_cast<std::uint64_t>(interval.count());
  offset_ = core::Duration(static_cast<std::int64_t>((hash ^ seed) % length));
}

core::Instant Schedule::latest(core::Instant time) const {
  const core::Duration since = time.time_since_epoch() - offset_;
  const core::Duration rest = since % interval_;
  // Before 1970, too, the remainder counts from the slot below.
  return time - (rest.count() < 0 ? rest + interval_ : rest);
}

core::Instant sample_time(core::Instant slot, core::Instant begun, core::Duration interval) {
  constexpr core::Duration kTolerance{2};
  const core::Duration tolerance = std::min(interval / 100, kTolerance);
  return std::chrono::abs(begun - slot) <= tolerance ? slot : begun;
}

}  // namespace silicon::scrape
