// PagerDuty's Events API, version 2: an incident that is triggered, acknowledged and resolved by
// its dedup_key, which is the same every time, for the whole group as with Alertmanager or for each
// alert by itself. Source: Alertmanager 0.28, notify/pagerduty/pagerduty.go; PagerDuty's "Events
// API v2". Pure; any thread. Tested by tests/alerting/notify/pagerduty/render_test.cpp and
// tests/alerting/notify/pagerduty/golden_test.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/notify/message/notification.hpp"
#include "alerting/notify/template/rendering.hpp"

namespace silicon::pagerduty {

// An event that is longer is refused.
inline constexpr std::size_t kMostEventBytes = 512'000;

// What is one incident: the group, or each alert (alertmanager #1587: a group hides its alerts).
enum class Incident { group, alert };

struct Image {
  std::string source;
  std::string alt;
  std::string link;
};

struct EventLink {
  std::string url;
  std::string text;
};

// All texts are templates.
struct Settings {
  Incident incident = Incident::group;
  std::string client = R"({{ template "pagerduty.default.client" . }})";
  std::string client_url = R"({{ template "pagerduty.default.clientURL" . }})";
  std::string description = R"({{ template "pagerduty.default.description" . }})";
  std::map<std::string, std::string> details = default_details();
  std::string severity = "error";
  std::string source = client;
  std::string class_name;
  std::string component;
  std::string group;
  std::vector<Image> images;
  std::vector<EventLink> links;

  // firing, resolved, num_firing, num_resolved: a user's details go on top of these.
  static std::map<std::string, std::string> default_details();
};

// One event, or one for each alert. `routing_key` is the integration's.
notify::Rendered render(const notify::Notification& notification, const Settings& settings,
                        const notify::Rendering& rendering, std::string_view routing_key);

// That somebody is on it: one event, or one for each alert that fires.
notify::Rendered render_acknowledgement(const notify::Notification& notification,
                                        const Settings& settings, std::string_view routing_key);

// One of PagerDuty's four words, from whatever word people use: "page" and "fatal" are critical,
// "warn" is warning, "notice" is info; what nobody knows is error, so that it is not overlooked.
std::string_view severity_of(std::string_view word);

}  // namespace silicon::pagerduty
