// What integrations have in common, and webhooks.
#include "alerting/config/receivers/integrations.hpp"

#include <algorithm>

#include "alerting/config/parts/http.hpp"
#include "alerting/notify/template/templates.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::config {

using runtime::YamlMap;

bool read_template(YamlMap& map, std::string_view key, std::string& out) {
  std::string text;
  if (!map.read(key, text)) return false;
  if (const auto status = notify::check_message_text(key, text); !status) {
    return map.fail(key, status.error().message());
  }
  out = std::move(text);
  return true;
}

void read_http_config(YamlMap& map, const HttpOptions& defaults, HttpOptions& out,
                      const Context& context) {
  out = defaults;
  map.read_map("http_config", [&](YamlMap& http) {
    out = {};
    read_http_options(http, out, context);
  });
}

void read_smarthost(YamlMap& map, std::string_view key, SmtpOptions& out) {
  std::string text;
  if (!map.read(key, text)) return;
  const std::size_t colon = text.rfind(':');
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string port = colon == std::string::npos ? "" : text.substr(colon + 1);
  const auto number = core::parse_unsigned(port);
  const bool odd = host.find_first_of("/@?#[] \t\r\n") != std::string::npos;
  if (host.empty() || odd || !number || *number == 0 || *number > 65535) {
    map.fail(key, "must be HOST:PORT of a mail server, such as smtp.example.org:587");
    return;
  }
  out.host = std::move(host);
  out.port = port;
}

bool read_secret_url(YamlMap& map, const std::string& key, SecretText& out,
                     const Context& context) {
  const bool in_file = map.has(key + "_file");
  if (!in_file && !map.has(key)) return false;
  const runtime::YamlNode* node = map.node(key);
  if (!in_file && node->text.find("{{") != std::string::npos) {
    return map.fail(key, "is a template, and must be a URL: a label must not choose a host");
  }
  // In place it is checked; what a file or a variable holds is not for messages.
  std::string url;
  const bool checked = in_file || node->text.starts_with("${") || read_url(map, key, url);
  return checked && read_secret_text(map, key, out, context);
}

WebhookIntegration read_webhook_integration(YamlMap& map, const DeliveryDefaults& defaults,
                                            const Context& context) {
  WebhookIntegration config;
  if (!map.has("url") && !map.has("url_file")) map.fail("", "needs url or url_file");
  read_secret_url(map, "url", config.url, context);
  read_http_config(map, defaults.http, config.http, context);
  map.read("send_resolved", config.send_resolved);
  map.read("max_alerts", config.settings.max_alerts);
  map.read("timeout", config.timeout);
  bool extra = false;
  if (map.read("extra_fields", extra) && extra) config.settings.extras = webhook::Extras::values;
  refuse(map, "payload", "the body is Alertmanager's webhook, version 4");
  return config;
}

}  // namespace silicon::config
