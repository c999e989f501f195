// Slack's integrations. Tested by tests/alerting/config/receivers/integrations_test.cpp.
#include "alerting/config/receivers/integrations.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;

void read_texts(YamlMap& map, slack::Settings& out) {
  read_template(map, "channel", out.channel);
  read_template(map, "username", out.username);
  read_template(map, "color", out.color);
  read_template(map, "title", out.title);
  read_template(map, "title_link", out.title_link);
  read_template(map, "pretext", out.pretext);
  read_template(map, "text", out.text);
  read_template(map, "fallback", out.fallback);
  read_template(map, "callback_id", out.callback_id);
  read_template(map, "icon_emoji", out.icon_emoji);
  read_template(map, "icon_url", out.icon_url);
  read_template(map, "footer", out.footer);
  read_template(map, "image_url", out.image_url);
  read_template(map, "thumb_url", out.thumb_url);
  read_template(map, "message_text", out.message_text);
}

slack::Field read_field(YamlMap& map) {
  slack::Field field;
  if (!read_template(map, "title", field.title)) map.fail("", "needs a title");
  if (!read_template(map, "value", field.value)) map.fail("", "needs a value");
  bool is_short = false;
  if (map.read("short", is_short)) field.is_short = is_short;
  return field;
}

slack::Action read_action(YamlMap& map) {
  slack::Action action;
  if (!read_template(map, "type", action.type)) map.fail("", "needs a type");
  if (!read_template(map, "text", action.text)) map.fail("", "needs a text");
  read_template(map, "url", action.url);
  read_template(map, "style", action.style);
  read_template(map, "name", action.name);
  read_template(map, "value", action.value);
  if (action.url.empty() && action.name.empty()) map.fail("", "needs a url or a name");
  map.read_map("confirm", [&](YamlMap& confirm) {
    action.confirm.emplace();
    if (!read_template(confirm, "text", action.confirm->text)) confirm.fail("", "needs a text");
    read_template(confirm, "title", action.confirm->title);
    read_template(confirm, "ok_text", action.confirm->ok_text);
    read_template(confirm, "dismiss_text", action.confirm->dismiss_text);
  });
  return action;
}

bool is_api_method(const SecretText& url) {
  return url.text.expose().ends_with("/api/chat.postMessage");
}

// An incoming webhook, whose URL is the secret, or the API with a bot's token. What is stated here
// goes before what global states, and a token before a webhook.
void read_way(YamlMap& map, const DeliveryDefaults& defaults, SlackIntegration& out,
              const Context& context) {
  const bool own_url = read_secret_url(map, "api_url", out.url, context);
  const bool own_token = read_secret_text(map, "app_token", out.token, context);
  std::string app_url = defaults.slack_app_url;
  read_url(map, "app_url", app_url);
  if (own_url && own_token) map.fail("", "at most one of api_url and app_token may be stated");
  if (own_url) {
    // A bot of those who put its token into http_config's authorization.
    out.settings.bot = is_api_method(out.url);
    return;
  }
  if (!own_token && !defaults.slack_token.empty()) out.token = defaults.slack_token;
  if (!out.token.empty()) {
    out.settings.bot = true;
    out.url = {runtime::Secret(app_url), ""};
  } else if (!map.has("api_url") && !map.has("api_url_file") && !map.has("app_token")) {
    out.url = defaults.slack_url;
    out.settings.bot = is_api_method(out.url);
    if (out.url.empty()) {
      map.fail("", "needs api_url (or slack_api_url in global), or a bot's app_token");
    }
  }
}

}  // namespace

SlackIntegration read_slack(YamlMap& map, const DeliveryDefaults& defaults,
                            const Context& context) {
  SlackIntegration config;
  read_way(map, defaults, config, context);
  read_http_config(map, defaults.http, config.http, context);
  if (!config.token.empty() && (config.http.authorization || config.http.basic)) {
    map.fail("app_token", "goes not with another authorization in http_config");
  }
  slack::Settings& settings = config.settings;
  read_texts(map, settings);
  if (settings.bot && settings.channel.empty()) map.fail("", "a bot needs a channel");
  map.read_each("fields", [&](YamlMap& item) { settings.fields.push_back(read_field(item)); });
  map.read_each("actions", [&](YamlMap& item) { settings.actions.push_back(read_action(item)); });
  map.read("mrkdwn_in", settings.mrkdwn_in);
  map.read("short_fields", settings.short_fields);
  map.read("link_names", settings.link_names);
  if (map.read("update_message", settings.update_message) && settings.update_message &&
      !settings.bot) {
    map.fail("update_message", "needs a bot: an incoming webhook cannot change what it has posted");
  }
  map.read("send_resolved", config.send_resolved);
  map.read("timeout", config.timeout);
  refuse(map, "blocks", "write the message with text and fields");
  return config;
}

}  // namespace silicon::config
