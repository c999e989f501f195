#include "alerting/notify/retry/rate_limit.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <utility>

#include "exporter/core/duration.hpp"

namespace silicon::notify {
namespace {

// Labels that all of the groups are grouped by alike.
core::Labels shared_labels(const std::vector<Notification>& all) {
  std::vector<core::Label> shared(all.front().group_labels.begin(), all.front().group_labels.end());
  for (const Notification& one : all) {
    std::erase_if(shared, [&](const core::Label& label) {
      return one.group_labels.get(label.name) != label.value;
    });
  }
  return core::Labels(std::move(shared));
}

// The newer of two states of one alert is the one that was decided later, which stands behind.
void add_newest(std::vector<Item>& items, Item next) {
  const auto known = std::find_if(items.begin(), items.end(), [&](const Item& item) {
    return item.notice.labels == next.notice.labels;
  });
  if (known == items.end()) {
    items.push_back(std::move(next));
  } else {
    *known = std::move(next);
  }
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

void hold(std::vector<Notification>& waiting, Notification next) {
  const auto known = std::find_if(waiting.begin(), waiting.end(), [&](const Notification& one) {
    return one.group_key == next.group_key;
  });
  if (known == waiting.end()) {
    waiting.push_back(std::move(next));
    return;
  }
  std::vector<Item> alerts = std::move(known->alerts);
  for (Item& item : next.alerts) add_newest(alerts, std::move(item));
  next.alerts = std::move(alerts);
  next.remarks.insert(next.remarks.begin(), known->remarks.begin(), known->remarks.end());
  std::sort(next.remarks.begin(), next.remarks.end());
  next.remarks.erase(std::unique(next.remarks.begin(), next.remarks.end()), next.remarks.end());
  *known = std::move(next);
}

Notification digest(std::vector<Notification> waiting, const RateLimit& limit) {
  assert(!waiting.empty());
  if (waiting.size() == 1) return std::move(waiting.front());
  const std::size_t groups = waiting.size();
  Notification whole;
  whole.receiver = waiting.front().receiver;
  whole.external_url = waiting.front().external_url;
  whole.group_key = "digest:" + waiting.front().group_key;
  whole.group_labels = shared_labels(waiting);
  whole.reason = "digest";
  whole.remarks.push_back(std::to_string(groups) + " groups in one message: this receiver takes " +
                          std::to_string(limit.messages) + " in " +
                          core::format_duration(limit.per));
  for (Notification& one : waiting) {
    whole.decided_at = std::max(whole.decided_at, one.decided_at);
    for (Item& item : one.alerts) add_newest(whole.alerts, std::move(item));
    std::move(one.remarks.begin(), one.remarks.end(), std::back_inserter(whole.remarks));
  }
  return whole;
}

}  // namespace silicon::notify
