#include "alerting/config/receivers/read_receivers.hpp"

#include <array>
#include <set>
#include <utility>

#include "alerting/config/parts/http.hpp"
#include "alerting/config/receivers/integrations.hpp"
#include "alerting/notify/email/address.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;

// Alertmanager's, and not done here: a receiver with one of them would tell nobody.
constexpr std::array<std::string_view, 14> kOtherIntegrations = {
    "discord_configs",    "incidentio_configs", "jira_configs",     "mattermost_configs",
    "msteams_configs",    "msteamsv2_configs",  "opsgenie_configs", "pushover_configs",
    "rocketchat_configs", "sns_configs",        "telegram_configs", "victorops_configs",
    "webex_configs",      "wechat_configs"};

// Of `global`, for those.
constexpr std::array<std::string_view, 25> kOtherGlobals = {
    "jira_api_url",           "mattermost_webhook_url",   "mattermost_webhook_url_file",
    "opsgenie_api_key",       "opsgenie_api_key_file",    "opsgenie_api_url",
    "rocketchat_api_url",     "rocketchat_token",         "rocketchat_token_file",
    "rocketchat_token_id",    "rocketchat_token_id_file", "telegram_api_url",
    "telegram_bot_token",     "telegram_bot_token_file",  "victorops_api_key",
    "victorops_api_key_file", "victorops_api_url",        "webex_api_url",
    "wechat_api_corp_id",     "wechat_api_secret",        "wechat_api_secret_file",
    "wechat_api_url",         "hipchat_api_url",          "hipchat_auth_token",
    "incidentio_url"};

void read_rate_limit(YamlMap& map, std::optional<notify::RateLimit>& out) {
  map.read_map("rate_limit", [&](YamlMap& limit) {
    out.emplace();
    limit.require("messages", out->messages);
    if (limit.has("messages") && out->messages == 0) limit.fail("messages", "must be at least 1");
    limit.require("per", out->per);
  });
}

Receiver read_receiver(YamlMap& map, const DeliveryDefaults& defaults, const Context& context) {
  Receiver receiver;
  map.require("name", receiver.name);
  if (map.has("name") && receiver.name.empty()) map.fail("name", "must not be empty");
  map.read_each("slack_configs", [&](YamlMap& item) {
    receiver.slack.push_back(read_slack(item, defaults, context));
  });
  map.read_each("email_configs", [&](YamlMap& item) {
    receiver.email.push_back(read_email(item, defaults, context));
  });
  map.read_each("pagerduty_configs", [&](YamlMap& item) {
    receiver.pagerduty.push_back(read_pagerduty(item, defaults, context));
  });
  map.read_each("webhook_configs", [&](YamlMap& item) {
    receiver.webhooks.push_back(read_webhook_integration(item, defaults, context));
  });
  for (const std::string_view key : kOtherIntegrations) {
    refuse(map, key,
           "this program tells Slack, email, PagerDuty and webhooks; give what listens a "
           "webhook, or keep an Alertmanager for it");
  }
  read_rate_limit(map, receiver.rate_limit);
  return receiver;
}

}  // namespace

void read_smtp_identity(YamlMap& map, const std::string& prefix, SmtpOptions& out,
                        const Context& context) {
  const std::string hello = prefix + "hello";
  if (map.read(hello, out.hello) &&
      (out.hello.empty() || out.hello.find_first_of(" \t\r\n") != std::string::npos)) {
    map.fail(hello, "must be a host's name");
  }
  map.read(prefix + "auth_username", out.username);
  map.read(prefix + "auth_identity", out.identity);
  read_secret_text(map, prefix + "auth_password", out.password, context);
  read_secret_text(map, prefix + "auth_secret", out.secret, context);
}

void read_delivery_defaults(YamlMap& global, DeliveryDefaults& out, const Context& context) {
  global.read("resolve_timeout", out.resolve_timeout);
  global.read_map("http_config",
                  [&](YamlMap& http) { read_http_options(http, out.http, context); });
  read_secret_url(global, "slack_api_url", out.slack_url, context);
  read_secret_text(global, "slack_app_token", out.slack_token, context);
  read_url(global, "slack_app_url", out.slack_app_url);
  read_url(global, "pagerduty_url", out.pagerduty_url);
  if (global.read("smtp_from", out.smtp_from)) {
    const auto addresses = email::parse_addresses(out.smtp_from);
    if (!addresses) global.fail("smtp_from", addresses.error().message());
  }
  read_smarthost(global, "smtp_smarthost", out.smtp);
  read_smtp_identity(global, "smtp_", out.smtp, context);
  global.read("smtp_require_tls", out.smtp.require_tls);
  global.read("smtp_force_implicit_tls", out.smtp.implicit_tls);
  read_tls_options(global, "smtp_tls_config", out.smtp.tls, context);
  for (const std::string_view key : kOtherGlobals) {
    ignore(global, key, "nothing is sent there by this program", context);
  }
}

void read_receivers(YamlMap& root, const DeliveryDefaults& defaults, std::vector<Receiver>& out,
                    const Context& context) {
  std::set<std::string> names;
  root.read_each("receivers", [&](YamlMap& map) {
    Receiver receiver = read_receiver(map, defaults, context);
    if (!receiver.name.empty() && !names.insert(receiver.name).second) {
      map.fail("name", "there is another receiver named " + core::excerpt(receiver.name));
    }
    out.push_back(std::move(receiver));
  });
}

void read_template_files(YamlMap& root, std::vector<std::string>& out) {
  root.read("templates", out);
  for (std::string& pattern : out) {
    if (pattern.empty()) root.fail("templates", "a path must not be empty");
    pattern = runtime::path_beside(root.file(), pattern);
  }
}

}  // namespace silicon::config
