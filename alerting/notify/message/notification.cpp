#include "alerting/notify/message/notification.hpp"

#include <algorithm>

namespace silicon::notify {
namespace {

template <class Range>
Pairs pairs_of(const Range& labels) {
  Pairs pairs;
  for (const core::LabelView label : labels) {
    pairs.insert_or_assign(std::string(label.name), label.value);
  }
  return pairs;
}

template <class PairsOf>
Pairs common(std::span<const Item> alerts, PairsOf own) {
  if (alerts.empty()) return {};
  Pairs shared = pairs_of(own(alerts.front()));
  for (const Item& item : alerts.subspan(1)) {
    if (shared.empty()) break;
    const Pairs others = pairs_of(own(item));
    std::erase_if(shared, [&](const auto& pair) {
      const auto found = others.find(pair.first);
      return found == others.end() || found->second != pair.second;
    });
  }
  return shared;
}

}  // namespace

bool is_firing(const Notification& notification) {
  return std::any_of(notification.alerts.begin(), notification.alerts.end(),
                     [](const Item& item) { return !item.notice.resolved; });
}

std::string_view status_name(bool firing) {
  return firing ? "firing" : "resolved";
}

Pairs common_labels(std::span<const Item> alerts) {
  return common(
      alerts, [](const Item& item) -> const auto& { return item.notice.labels; });
}

Pairs common_annotations(std::span<const Item> alerts) {
  return common(
      alerts, [](const Item& item) -> const auto& { return item.notice.annotations; });
}

std::string fingerprint(const core::Labels& labels) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[(labels.hash() >> shift) & 0xfU];
  return text;
}

Notification without_resolved(Notification notification) {
  std::erase_if(notification.alerts, [](const Item& item) { return item.notice.resolved; });
  return notification;
}

}  // namespace silicon::notify
