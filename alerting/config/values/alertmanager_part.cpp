#include "alerting/config/values/alertmanager_part.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "alerting/config/values/redact.hpp"
#include "exporter/runtime/yaml/parse.hpp"

namespace silicon::config {
namespace {

using runtime::YamlNode;
using Keys = std::vector<std::string_view>;

// A key that must be there for Alertmanager, with a value that hides ours.
struct Stand {
  std::string_view key;
  std::string_view value;
};

struct Kind {
  std::string_view key;
  Keys known;
  std::vector<Stand> stands;
};

// Of config/config.go and config/notifiers.go of Alertmanager 0.25.
const Keys kGlobal = {"resolve_timeout", "smtp_smarthost",   "smtp_from",
                      "smtp_hello",      "smtp_require_tls", "pagerduty_url"};
const Keys kRoute = {"receiver",
                     "group_by",
                     "continue",
                     "matchers",
                     "match",
                     "match_re",
                     "group_wait",
                     "group_interval",
                     "repeat_interval",
                     "routes",
                     "mute_time_intervals",
                     "active_time_intervals"};
const Keys kInhibition = {"source_match", "source_match_re", "source_matchers",
                          "target_match", "target_match_re", "target_matchers",
                          "equal"};
const std::vector<Kind> kKinds = {
    {"slack_configs",
     {"send_resolved", "channel",   "username",    "color",      "title",
      "title_link",    "pretext",   "text",        "fields",     "short_fields",
      "footer",        "fallback",  "callback_id", "icon_emoji", "icon_url",
      "image_url",     "thumb_url", "link_names",  "mrkdwn_in",  "actions"},
     {{"api_url", "<secret>"}}},
    {"email_configs",
     {"send_resolved", "to", "from", "hello", "smarthost", "headers", "html", "text",
      "require_tls"},
     {}},
    {"pagerduty_configs",
     {"send_resolved", "url", "client", "client_url", "description", "severity", "class",
      "component", "group", "details", "images", "links"},
     {{"routing_key", "<secret>"}}},
    {"webhook_configs", {"send_resolved", "max_alerts"}, {{"url", "http://hidden.invalid/"}}},
};

void add(YamlNode& map, std::string_view key, YamlNode value) {
  map.kind = YamlNode::Kind::map;
  map.entries.push_back({std::string(key), {}, std::move(value)});
}

YamlNode scalar(std::string_view value) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = value;
  return node;
}

// The entries of a map that have one of these keys.
YamlNode only(const YamlNode& map, const Keys& known) {
  YamlNode out;
  out.kind = YamlNode::Kind::map;
  for (const YamlNode::Entry& entry : map.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) {
      out.entries.push_back(entry);
    }
  }
  return out;
}

template <class Function>
YamlNode each(YamlNode list, Function function) {
  for (YamlNode& item : list.items) item = function(item);
  return list;
}

YamlNode route_of(const YamlNode& route) {
  YamlNode out = only(route, kRoute);
  for (YamlNode::Entry& entry : out.entries) {
    if (entry.key == "routes") entry.value = each(std::move(entry.value), route_of);
  }
  return out;
}

YamlNode receiver_of(const YamlNode& receiver) {
  YamlNode out = only(receiver, {"name"});
  for (const Kind& kind : kKinds) {
    const YamlNode* list = receiver.find(kind.key);
    if (list == nullptr) continue;
    add(out, kind.key, each(*list, [&](const YamlNode& integration) {
          YamlNode one = only(integration, kind.known);
          for (const Stand& stand : kind.stands) add(one, stand.key, scalar(stand.value));
          return one;
        }));
  }
  return out;
}

}  // namespace

std::string alertmanager_part(std::string_view text) {
  const auto tree = runtime::parse_yaml(text, "");
  const YamlNode root = tree ? *tree : YamlNode();
  const YamlNode* route = root.find("route");
  if (route == nullptr) return "";
  YamlNode out;
  if (const YamlNode* global = root.find("global")) {
    YamlNode known = only(*global, kGlobal);
    if (!known.entries.empty()) add(out, "global", std::move(known));
  }
  add(out, "route", route_of(*route));
  if (const YamlNode* rules = root.find("inhibit_rules")) {
    add(out, "inhibit_rules",
        each(*rules, [](const YamlNode& rule) { return only(rule, kInhibition); }));
  }
  for (const char* key : {"time_intervals", "mute_time_intervals", "templates"}) {
    if (const YamlNode* part = root.find(key)) add(out, key, *part);
  }
  if (const YamlNode* receivers = root.find("receivers")) {
    add(out, "receivers", each(*receivers, receiver_of));
  }
  return printed(out);
}

}  // namespace silicon::config
