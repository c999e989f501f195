#include "alerting/notify/webhook/render.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "exporter/core/calendar/timestamp.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::webhook {
namespace {

using Json = nlohmann::ordered_json;

// Go's zero time: the end of what has none.
constexpr std::string_view kNever = "0001-01-01T00:00:00Z";

template <class Range>
Json object_of(const Range& labels) {
  Json object = Json::object();
  for (const core::Label& label : labels) object[label.name] = label.value;
  return object;
}

// The name and value pairs that all of them have.
template <class PairsOf>
Json common(const std::vector<alert::Notice>& alerts, PairsOf pairs_of) {
  std::map<std::string, std::string> shared;
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    std::map<std::string, std::string> own;
    for (const core::Label& label : pairs_of(alerts[i])) own.emplace(label.name, label.value);
    if (i == 0) {
      shared = std::move(own);
      continue;
    }
    std::erase_if(shared, [&](const auto& pair) {
      const auto found = own.find(pair.first);
      return found == own.end() || found->second != pair.second;
    });
  }
  Json object = Json::object();
  for (const auto& [name, value] : shared) object[name] = value;
  return object;
}

// Sixteen hexadecimal digits of the label set's FNV-1a, as prometheus/common has it.
std::string fingerprint(const core::Labels& labels) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[(labels.hash() >> shift) & 0xfU];
  return text;
}

// JSON has no infinities.
Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(core::format_double(value));
}

Json alert_of(const alert::Notice& notice) {
  Json one = Json::object();
  one["status"] = notice.resolved ? "resolved" : "firing";
  one["labels"] = object_of(notice.labels);
  one["annotations"] = object_of(notice.annotations);
  one["startsAt"] = core::format_timestamp(notice.starts_at);
  one["endsAt"] = notice.resolved ? core::format_timestamp(notice.ends_at) : std::string(kNever);
  one["generatorURL"] = notice.generator_url;
  one["fingerprint"] = fingerprint(notice.labels);
  one["value"] = number(notice.value);
  if (notice.no_data) one["noData"] = true;
  if (notice.resolved && notice.resolved_value) {
    one["resolvedValue"] = number(*notice.resolved_value);
  }
  return one;
}

}  // namespace

std::string render(const Message& message) {
  const std::vector<alert::Notice>& alerts = message.alerts;
  const bool firing = std::any_of(alerts.begin(), alerts.end(),
                                  [](const alert::Notice& notice) { return !notice.resolved; });
  const std::size_t shown =
      message.max_alerts == 0 ? alerts.size() : std::min(alerts.size(), message.max_alerts);
  Json list = Json::array();
  for (std::size_t i = 0; i < shown; ++i) list.push_back(alert_of(alerts[i]));
  Json body = Json::object();
  body["receiver"] = message.receiver;
  body["status"] = firing ? "firing" : "resolved";
  body["alerts"] = std::move(list);
  body["groupLabels"] = object_of(message.group_labels);
  body["commonLabels"] = common(alerts, [](const alert::Notice& notice) { return notice.labels; });
  body["commonAnnotations"] =
      common(alerts, [](const alert::Notice& notice) { return notice.annotations; });
  body["externalURL"] = message.external_url;
  body["version"] = "4";
  body["groupKey"] = message.group_key;
  body["truncatedAlerts"] = alerts.size() - shown;
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace silicon::webhook
