#include "exporter/sources/energy/apple/published_counter.hpp"

#include <algorithm>

namespace silicon::energy {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr std::uint64_t kShortestSpan = kSecond / 20;
constexpr std::uint64_t kPatience = 10 * kSecond;
constexpr std::uint64_t kFutureAllowed = kSecond;

double seconds_between(std::uint64_t from_ns, std::uint64_t to_ns) {
  return static_cast<double>(to_ns - from_ns) / 1e9;
}

}  // namespace

void PublishedCounter::begin(double joules, std::optional<std::uint64_t> published_ns,
                             std::uint64_t mono_ns) {
  started_ = true;
  began_ns_ = mono_ns;
  seen_ = {joules, mono_ns};
  anchor_ = {joules, published_ns.value_or(mono_ns)};
  anchor_is_published_ = published_ns.has_value();
  published_ = published_ns;
  watts_.reset();
  fresh_until_ns_ = 0;
}

void PublishedCounter::update(double joules, std::optional<std::uint64_t> published_ns,
                              std::uint64_t mono_ns) {
  if (!(joules >= 0)) return;
  if (published_ns && (*published_ns == 0 || *published_ns > mono_ns + kFutureAllowed)) {
    published_ns.reset();
  }
  const bool backwards = started_ && (joules < seen_.joules || mono_ns < seen_.at_ns);
  if (!started_ || backwards) return begin(joules, published_ns, mono_ns);
  const double rise = joules - seen_.joules;
  const double longest = seconds_between(seen_.at_ns, mono_ns) + 1;
  if (rise > kMostWatts * longest) return begin(joules, published_ns, mono_ns);
  joules_ += rise;
  const bool moved = rise > 0;
  const bool announced = published_ns && published_ && *published_ns > *published_;
  if (moved) seen_ = {joules, mono_ns};
  if (published_ns) published_ = std::max(published_.value_or(0), *published_ns);
  if (announced) {
    // A span that began on our clock cannot end on the driver's.
    if (!anchor_is_published_) anchor_ = {joules, *published_ns};
    anchor_is_published_ = true;
    measure({joules, *published_ns});
  } else if (moved) {
    if (anchor_is_published_) anchor_ = {joules, mono_ns};
    anchor_is_published_ = false;
    measure({joules, mono_ns});
  }
}

void PublishedCounter::measure(const Point& now) {
  if (now.at_ns < anchor_.at_ns + kShortestSpan) return;
  const std::uint64_t span = now.at_ns - anchor_.at_ns;
  watts_ = (now.joules - anchor_.joules) / seconds_between(anchor_.at_ns, now.at_ns);
  if (*watts_ > kMostWatts) watts_.reset();
  fresh_until_ns_ = now.at_ns + std::max(kPatience, 2 * span);
  anchor_ = now;
}

std::optional<double> PublishedCounter::watts(std::uint64_t mono_ns) const {
  return mono_ns <= fresh_until_ns_ ? watts_ : std::nullopt;
}

std::optional<bool> PublishedCounter::is_live(std::uint64_t mono_ns) const {
  if (!started_) return std::nullopt;
  if (fresh_until_ns_ != 0) return mono_ns <= fresh_until_ns_;
  if (mono_ns < began_ns_ + kPatience) return std::nullopt;
  return false;
}

}  // namespace silicon::energy
