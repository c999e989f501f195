#include "alerting/config/sections/delivery.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "alerting/config/parts/discovery.hpp"
#include "alerting/config/parts/http.hpp"
#include "alerting/config/parts/relabel.hpp"
#include "exporter/core/text.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;

AlertmanagerConfig read_alertmanager(YamlMap& map, const Context& context) {
  AlertmanagerConfig config;
  map.read_choice("scheme", config.scheme,
                  {{"http", std::string("http")}, {"https", std::string("https")}});
  map.read("path_prefix", config.path_prefix);
  map.read("timeout", config.timeout);
  std::string version = "v2";
  if (map.read("api_version", version) && version != "v2") {
    map.fail("api_version", "must be v2: Alertmanager has had no other since 0.27");
  }
  read_http_options(map, config.http, context);
  read_relabel_rules(map, "relabel_configs", config.relabel);
  read_relabel_rules(map, "alert_relabel_configs", config.alert_relabel);
  read_discovery(map, config.discovery, map.has("relabel_configs"), context);
  return config;
}

WebhookConfig read_webhook(YamlMap& map, const Context& context) {
  WebhookConfig config;
  map.require("name", config.name);
  const bool in_file = map.has("url_file");
  if (!in_file && !map.has("url")) map.fail("", "needs url or url_file");
  // In place it is checked; what a file or a variable holds is not for messages.
  std::string url;
  const bool variable = map.has("url") && map.node("url")->text.starts_with("${");
  if (in_file || variable || read_url(map, "url", url)) {
    read_secret_text(map, "url", config.url, context);
  }
  map.read("send_resolved", config.send_resolved);
  map.read("max_alerts", config.max_alerts);
  map.read("timeout", config.timeout);
  map.read_map("http_config",
               [&](YamlMap& http) { read_http_options(http, config.http, context); });
  refuse(map, "payload", "the body is Alertmanager's webhook, version 4");
  return config;
}

// Requires that receivers and routes have been read.
void read_failure_receiver(YamlMap& notify, Config& out) {
  if (!notify.read("failure_receiver", out.failure_receiver)) return;
  if (!out.routing) {
    notify.fail("failure_receiver", "is of no use without `route`");
  } else if (std::none_of(out.receivers.begin(), out.receivers.end(), [&](const Receiver& each) {
               return each.name == out.failure_receiver;
             })) {
    notify.fail("failure_receiver", "there is no receiver " + core::excerpt(out.failure_receiver));
  }
}

}  // namespace

void read_alerting(YamlMap& root, Config& out, const Context& context) {
  root.read_map("alerting", [&](YamlMap& alerting) {
    read_relabel_rules(alerting, "alert_relabel_configs", out.alert_relabel);
    alerting.read_each("alertmanagers", [&](YamlMap& map) {
      out.alertmanagers.push_back(read_alertmanager(map, context));
    });
  });
}

void read_notify(YamlMap& root, Config& out, const Context& context) {
  root.read_map("notify", [&](YamlMap& notify) {
    std::set<std::string> names;
    notify.read_each("webhooks", [&](YamlMap& map) {
      WebhookConfig webhook = read_webhook(map, context);
      if (!names.insert(webhook.name).second && !webhook.name.empty()) {
        map.fail("name", "there is another webhook named " + core::excerpt(webhook.name));
      }
      out.webhooks.push_back(std::move(webhook));
    });
    read_failure_receiver(notify, out);
  });
}

}  // namespace silicon::config
