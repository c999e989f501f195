#include "alerting/notify/retry/rate_limit.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "exporter/core/duration.hpp"

namespace silicon::notify {
namespace {

// Labels that all of the groups are grouped by alike.
core::Labels shared_labels(std::span<const Notification* const> all) {
  const core::Labels& first = all.front()->group_labels;
  std::vector<core::LabelView> shared(first.begin(), first.end());
  for (const Notification* one : all) {
    std::erase_if(shared, [&](core::LabelView label) {
      return one->group_labels.get(label.name) != label.value;
    });
  }
  return core::Labels(shared);
}

}  // namespace

std::optional<core::Instant> must_wait(RateState& state, const RateLimit& limit,
                                       core::Instant now) {
  assert(limit.messages > 0 && limit.per.count() > 0);
  const auto most = static_cast<double>(limit.messages);
  const double step = static_cast<double>(limit.per.count()) / most;  // milliseconds a message
  const auto passed = static_cast<double>(std::max<std::int64_t>(0, (now - state.at).count()));
  state.used = std::clamp(state.used - passed / step, 0.0, most);
  state.at = now;
  const double excess = state.used + 1 - most;
  if (excess > 1e-9) {
    return now + core::Duration(static_cast<std::int64_t>(std::ceil(excess * step)));
  }
  state.used += 1;
  return std::nullopt;
}

Notification digest(std::span<const Notification* const> waiting, const RateLimit& limit) {
  assert(!waiting.empty());
  if (waiting.size() == 1) return *waiting.front();
  Notification whole;
  whole.receiver = waiting.front()->receiver;
  whole.external_url = waiting.front()->external_url;
  whole.group_key = "digest:" + waiting.front()->group_key;
  whole.group_labels = shared_labels(waiting);
  whole.reason = "digest";
  whole.remarks.push_back(
      std::to_string(waiting.size()) + " groups in one message: this receiver " + "takes " +
      std::to_string(limit.messages) + " in " + core::format_duration(limit.per));
  // The newer of two states of one alert is the one that was decided later, which stands behind.
  std::map<core::Labels, std::size_t> places;
  for (const Notification* one : waiting) {
    whole.decided_at = std::max(whole.decided_at, one->decided_at);
    for (const Item& item : one->alerts) {
      const auto [place, is_new] = places.emplace(item.notice.labels, whole.alerts.size());
      if (is_new) {
        whole.alerts.push_back(item);
      } else {
        whole.alerts[place->second] = item;
      }
    }
    whole.remarks.insert(whole.remarks.end(), one->remarks.begin(), one->remarks.end());
  }
  return whole;
}

}  // namespace silicon::notify
