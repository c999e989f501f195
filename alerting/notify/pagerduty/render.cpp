#include "alerting/notify/pagerduty/render.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "alerting/notify/message/clip.hpp"
#include "alerting/notify/message/data.hpp"
#include "alerting/notify/message/sha256.hpp"
#include "alerting/notify/template/writer.hpp"
#include "alerting/template/functions/text.hpp"
#include "exporter/core/text.hpp"

namespace silicon::pagerduty {
namespace {

using Payload = nlohmann::ordered_json;
using notify::Item;
using notify::Notification;
using notify::Writer;

constexpr std::size_t kLongestSummary = 1024;  // characters
constexpr std::size_t kLongestText = 4096;     // bytes
constexpr std::size_t kMostDetailBytes = 400'000;

constexpr std::array<std::pair<std::string_view, std::string_view>, 27> kSeverities = {{
    {"critical", "critical"}, {"crit", "critical"},      {"fatal", "critical"},
    {"page", "critical"},     {"emergency", "critical"}, {"emerg", "critical"},
    {"disaster", "critical"}, {"alert", "critical"},     {"p1", "critical"},
    {"sev1", "critical"},     {"error", "error"},        {"err", "error"},
    {"high", "error"},        {"major", "error"},        {"p2", "error"},
    {"sev2", "error"},        {"warning", "warning"},    {"warn", "warning"},
    {"minor", "warning"},     {"medium", "warning"},     {"ticket", "warning"},
    {"info", "info"},         {"information", "info"},   {"informational", "info"},
    {"notice", "info"},       {"low", "info"},           {"none", "info"},
}};

std::string dump(const Payload& json) {
  return json.dump(-1, ' ', false, Payload::error_handler_t::replace);
}

std::string dedup_key(const Notification& notification, const Item* only) {
  if (only == nullptr) return notify::sha256_hex(notification.group_key);
  return notify::sha256_hex("alert:" + notify::fingerprint(only->notice.labels));
}

Payload event_of(std::string_view routing_key, std::string key, const char* action) {
  Payload event = Payload::object();
  event["routing_key"] = routing_key;
  event["dedup_key"] = std::move(key);
  event["event_action"] = action;
  return event;
}

std::string short_text(Writer& writer, const notify::Field& field) {
  return notify::clip_bytes(notify::one_line(writer.write(field)), kLongestText);
}

void set_unless_empty(Payload& object, const char* key, std::string text) {
  if (!text.empty()) object[key] = std::move(text);
}

Payload details_of(const Settings& settings, Writer& writer) {
  const Settings defaults;
  Payload details = Payload::object();
  for (const auto& [name, text] : settings.details) {
    const auto usual = defaults.details.find(name);
    details[name] = notify::printable(writer.write(
        {name, text, usual == defaults.details.end() ? "" : std::string_view(usual->second)}));
  }
  return details;
}

Payload payload_of(const Settings& settings, Writer& writer) {
  const Settings defaults;
  Payload payload = Payload::object();
  payload["summary"] = notify::clip_characters(
      notify::one_line(writer.write({"description", settings.description, defaults.description})),
      kLongestSummary);
  payload["source"] = short_text(writer, {"source", settings.source, defaults.source});
  payload["severity"] = severity_of(short_text(writer, {"severity", settings.severity, "error"}));
  set_unless_empty(payload, "class", short_text(writer, {"class", settings.class_name}));
  set_unless_empty(payload, "component", short_text(writer, {"component", settings.component}));
  set_unless_empty(payload, "group", short_text(writer, {"group", settings.group}));
  payload["custom_details"] = details_of(settings, writer);
  return payload;
}

void add_media(Payload& event, const Settings& settings, Writer& writer) {
  for (const Image& image : settings.images) {
    Payload one = Payload::object();
    one["src"] = short_text(writer, {"images.src", image.source});
    one["alt"] = short_text(writer, {"images.alt", image.alt});
    one["href"] = short_text(writer, {"images.href", image.link});
    if (!one["src"].get<std::string>().empty()) event["images"].push_back(std::move(one));
  }
  for (const EventLink& link : settings.links) {
    Payload one = Payload::object();
    one["href"] = short_text(writer, {"links.href", link.url});
    one["text"] = short_text(writer, {"links.text", link.text});
    if (!one["href"].get<std::string>().empty()) event["links"].push_back(std::move(one));
  }
}

// As JSON, and where that is too long, with every detail cut to its share. Characters may be longer
// in JSON than they are, so that it may take a second cut.
std::string within_limit(Payload event) {
  std::string body = dump(event);
  Payload& details = event["payload"]["custom_details"];
  std::size_t share = kMostDetailBytes / std::max<std::size_t>(details.size(), 1);
  while (body.size() > kMostEventBytes && share >= 64) {
    for (auto& detail : details) {
      detail = notify::clip_bytes(detail.get<std::string>(), share);
    }
    body = dump(event);
    share /= 4;
  }
  if (body.size() <= kMostEventBytes) return body;
  details = {
      {"error", "The details were left out: the event would have had more than 512,000 bytes"}};
  event.erase("images");
  event.erase("links");
  return dump(event);
}

void add_event(notify::Rendered& rendered, const Notification& notification, const Item* only,
               const Settings& settings, const notify::Rendering& rendering,
               std::string_view routing_key) {
  const core::Instant now = rendering.surroundings.now;
  const bool firing = only == nullptr ? notify::is_firing(notification) : !only->notice.resolved;
  Payload event =
      event_of(routing_key, dedup_key(notification, only), firing ? "trigger" : "resolve");
  Writer writer(rendering.templates, rendering.surroundings,
                only == nullptr ? notify::data_of(notification, now)
                                : notify::data_of(notification, *only, now));
  const Settings defaults;
  event["payload"] = payload_of(settings, writer);
  event["client"] = short_text(writer, {"client", settings.client, defaults.client});
  event["client_url"] =
      short_text(writer, {"client_url", settings.client_url, defaults.client_url});
  add_media(event, settings, writer);
  if (!writer.problems().empty()) {
    event["payload"]["custom_details"]["template_failed"] = writer.problems().front();
  }
  rendered.requests.push_back({"", within_limit(std::move(event))});
  rendered.problems.insert(rendered.problems.end(), writer.problems().begin(),
                           writer.problems().end());
}

}  // namespace

std::map<std::string, std::string> Settings::default_details() {
  return {{"firing", R"({{ template "pagerduty.default.instances" .Alerts.Firing }})"},
          {"resolved", R"({{ template "pagerduty.default.instances" .Alerts.Resolved }})"},
          {"num_firing", "{{ .Alerts.Firing | len }}"},
          {"num_resolved", "{{ .Alerts.Resolved | len }}"}};
}

notify::Rendered render(const Notification& notification, const Settings& settings,
                        const notify::Rendering& rendering, std::string_view routing_key) {
  notify::Rendered rendered;
  if (settings.incident == Incident::group) {
    add_event(rendered, notification, nullptr, settings, rendering, routing_key);
    return rendered;
  }
  for (const Item& item : notification.alerts) {
    add_event(rendered, notification, &item, settings, rendering, routing_key);
  }
  return rendered;
}

notify::Rendered render_acknowledgement(const Notification& notification, const Settings& settings,
                                        std::string_view routing_key) {
  notify::Rendered rendered;
  const auto add = [&](const Item* only) {
    rendered.requests.push_back(
        {"", dump(event_of(routing_key, dedup_key(notification, only), "acknowledge"))});
  };
  if (settings.incident == Incident::group) {
    add(nullptr);
    return rendered;
  }
  for (const Item& item : notification.alerts) {
    if (!item.notice.resolved) add(&item);
  }
  return rendered;
}

std::string_view severity_of(std::string_view word) {
  const std::string small = templates::to_lower(core::trimmed(word));
  const auto* found = std::find_if(kSeverities.begin(), kSeverities.end(),
                                   [&](const auto& known) { return known.first == small; });
  return found == kSeverities.end() ? "error" : found->second;
}

}  // namespace silicon::pagerduty
