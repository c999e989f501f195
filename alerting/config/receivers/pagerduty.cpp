// PagerDuty's integrations. Tested by tests/alerting/config/receivers/integrations_test.cpp.
#include <map>

#include "alerting/config/receivers/integrations.hpp"
#include "alerting/notify/template/templates.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;

void read_texts(YamlMap& map, pagerduty::Settings& out) {
  read_template(map, "client", out.client);
  out.source = out.client;  // as Alertmanager's: who sends it is where it comes from
  read_template(map, "client_url", out.client_url);
  read_template(map, "description", out.description);
  read_template(map, "source", out.source);
  read_template(map, "severity", out.severity);
  read_template(map, "class", out.class_name);
  read_template(map, "component", out.component);
  read_template(map, "group", out.group);
}

// On top of the usual ones.
void read_details(YamlMap& map, pagerduty::Settings& out) {
  std::map<std::string, std::string> details;
  map.read("details", details);
  for (auto& [name, text] : details) {
    if (const auto status = notify::check_message_text(name, text); !status) {
      map.fail("details", status.error().message());
    }
    out.details.insert_or_assign(name, std::move(text));
  }
}

void read_media(YamlMap& map, pagerduty::Settings& out) {
  map.read_each("images", [&](YamlMap& item) {
    pagerduty::Image image;
    read_template(item, "src", image.source);
    read_template(item, "alt", image.alt);
    read_template(item, "href", image.link);
    out.images.push_back(std::move(image));
  });
  map.read_each("links", [&](YamlMap& item) {
    pagerduty::EventLink link;
    read_template(item, "href", link.url);
    read_template(item, "text", link.text);
    out.links.push_back(std::move(link));
  });
}

}  // namespace

PagerDutyIntegration read_pagerduty(YamlMap& map, const DeliveryDefaults& defaults,
                                    const Context& context) {
  PagerDutyIntegration config;
  config.url = defaults.pagerduty_url;
  const char* hint =
      "PagerDuty's Events API v1 has no acknowledgement; make an Events API v2 integration of the "
      "service, and state its routing_key";
  refuse(map, "service_key", hint);
  refuse(map, "service_key_file", hint);
  const bool v1 = map.has("service_key") || map.has("service_key_file");
  const bool stated = map.has("routing_key") || map.has("routing_key_file");
  if (!read_secret_text(map, "routing_key", config.routing_key, context) && !stated && !v1) {
    map.fail("", "needs routing_key or routing_key_file");
  }
  read_url(map, "url", config.url);
  read_http_config(map, defaults.http, config.http, context);
  read_texts(map, config.settings);
  read_details(map, config.settings);
  read_media(map, config.settings);
  map.read_choice("incident", config.settings.incident,
                  {{"group", pagerduty::Incident::group}, {"alert", pagerduty::Incident::alert}});
  map.read("send_resolved", config.send_resolved);
  map.read("timeout", config.timeout);
  return config;
}

}  // namespace silicon::config
