#include "alerting/notify/webhook/render.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include "exporter/core/calendar/timestamp.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::webhook {
namespace {

using Payload = nlohmann::ordered_json;

// Go's zero time: the end of what has none.
constexpr std::string_view kNever = "0001-01-01T00:00:00Z";

template <class Range>
Payload object_of(const Range& labels) {
  Payload object = Payload::object();
  for (const auto& [name, value] : labels) object[name] = value;
  return object;
}

// JSON has no infinities.
Payload number(double value) {
  return std::isfinite(value) ? Payload(value) : Payload(core::format_double(value));
}

void add_extras(Payload& one, const alert::Notice& notice) {
  if (notice.value) one["value"] = number(*notice.value);
  if (notice.no_data) one["noData"] = true;
  if (notice.resolved && notice.resolved_value) {
    one["resolvedValue"] = number(*notice.resolved_value);
  }
}

Payload alert_of(const alert::Notice& notice, Extras extras) {
  Payload one = Payload::object();
  one["status"] = notify::status_name(!notice.resolved);
  one["labels"] = object_of(notice.labels);
  one["annotations"] = object_of(notice.annotations);
  one["startsAt"] = core::format_timestamp(notice.starts_at);
  one["endsAt"] = notice.resolved ? core::format_timestamp(notice.ends_at) : std::string(kNever);
  one["generatorURL"] = notice.generator_url();
  one["fingerprint"] = notify::fingerprint(notice.labels);
  if (extras == Extras::values) add_extras(one, notice);
  return one;
}

}  // namespace

std::string render(const notify::Notification& notification, const Settings& settings) {
  const std::vector<notify::Item>& alerts = notification.alerts;
  const std::size_t shown =
      settings.max_alerts == 0 ? alerts.size() : std::min(alerts.size(), settings.max_alerts);
  Payload list = Payload::array();
  for (std::size_t i = 0; i < shown; ++i) {
    list.push_back(alert_of(alerts[i].notice, settings.extras));
  }
  Payload body = Payload::object();
  body["receiver"] = notification.receiver;
  body["status"] = notify::status_name(notify::is_firing(notification));
  body["alerts"] = std::move(list);
  body["groupLabels"] = object_of(notification.group_labels);
  body["commonLabels"] = object_of(notify::common_labels(alerts));
  body["commonAnnotations"] = object_of(notify::common_annotations(alerts));
  body["externalURL"] = notification.external_url;
  body["version"] = "4";
  body["groupKey"] = notification.group_key;
  body["truncatedAlerts"] = alerts.size() - shown;
  return body.dump(-1, ' ', false, Payload::error_handler_t::replace);
}

std::string render(const Message& message) {
  notify::Notification notification;
  notification.receiver = message.receiver;
  notification.group_key = message.group_key;
  notification.group_labels = message.group_labels;
  notification.external_url = message.external_url;
  for (const alert::Notice& notice : message.alerts) notification.alerts.push_back({notice});
  return render(notification, {message.max_alerts, Extras::values});
}

}  // namespace silicon::webhook
