#include "exporter/sources/apple/channel_deltas.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

namespace silicon::apple {
namespace {

bool same(const Channel& a, const Channel& b) {
  return a.identity == b.identity || *a.identity == *b.identity;
}

// Samples have the same channels in the same order, but for those that vanish.
const Channel* find_before(const std::vector<Channel>& before, const Channel& now,
                           std::size_t expected) {
  if (expected < before.size() && same(before[expected], now)) return &before[expected];
  const auto found = std::find_if(before.begin(), before.end(),
                                  [&](const Channel& channel) { return same(channel, now); });
  return found == before.end() ? nullptr : &*found;
}

// Both at least 0, so the difference cannot overflow.
std::optional<std::int64_t> rise(std::int64_t before, std::int64_t now) {
  if (before < 0 || now < before) return std::nullopt;
  return now - before;
}

std::optional<Channel> difference(const Channel& before, const Channel& now) {
  Channel delta{now.identity, 0, {}, now.published_ns};
  if (now.identity->format == ChannelFormat::simple) {
    const auto value = rise(before.value, now.value);
    if (!value) return std::nullopt;
    delta.value = *value;
    return delta;
  }
  if (before.residencies.size() != now.residencies.size()) return std::nullopt;
  delta.residencies.reserve(now.residencies.size());
  for (std::size_t i = 0; i < now.residencies.size(); ++i) {
    const auto ticks = rise(before.residencies[i], now.residencies[i]);
    if (!ticks) return std::nullopt;
    delta.residencies.push_back(*ticks);
  }
  return delta;
}

std::string_view without_digits(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789");
  return end == std::string_view::npos ? std::string_view() : text.substr(end);
}

// "P7" of GPUs, "V3P15" of CPUs. Never a frequency: names do not say any.
bool is_performance_state(std::string_view name) {
  if (name.starts_with('V')) {
    const std::string_view rest = without_digits(name.substr(1));
    if (rest.size() + 1 == name.size()) return false;
    name = rest;
  }
  return name.size() > 1 && name[0] == 'P' && without_digits(name.substr(1)).empty();
}

}  // namespace

std::vector<Channel> ChannelDeltas::update(const std::vector<Channel>& now, bool continuous) {
  std::vector<Channel> deltas;
  for (std::size_t i = 0; continuous && i < now.size(); ++i) {
    const Channel* before = find_before(before_, now[i], i);
    if (before == nullptr) continue;
    if (auto delta = difference(*before, now[i])) deltas.push_back(*std::move(delta));
  }
  before_ = now;
  return deltas;
}

double Activity::active_ticks() const {
  return std::accumulate(active.begin(), active.end(), 0.0);
}

std::optional<Activity> activity_of(const Channel& delta) {
  const std::vector<std::string>& names = delta.identity->states;
  if (names.size() != delta.residencies.size()) return std::nullopt;
  Activity activity;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto ticks = static_cast<double>(delta.residencies[i]);
    if (is_performance_state(names[i])) {
      activity.active.push_back(ticks);
    } else if (activity.active.empty()) {
      activity.inactive += ticks;
    } else {
      return std::nullopt;
    }
  }
  if (activity.active.empty()) return std::nullopt;
  return activity;
}

std::optional<double> mean_hertz(const Activity& activity, const std::vector<double>& hertz) {
  const double ticks = activity.active_ticks();
  if (activity.active.size() != hertz.size() || ticks <= 0) return std::nullopt;
  return std::inner_product(hertz.begin(), hertz.end(), activity.active.begin(), 0.0) / ticks;
}

bool lasts(const Activity& activity, double seconds) {
  const double expected = seconds * kTicksPerSecond;
  const double ticks = activity.total_ticks();
  return ticks >= expected * 0.75 && ticks <= expected * 1.25;
}

}  // namespace silicon::apple
