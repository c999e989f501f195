// Slack's messages: for an incoming webhook one that stands for itself, as Alertmanager sends it;
// with a bot's token one that is updated as the group changes, with each change in its thread.
// Source: Alertmanager 0.28, notify/slack/slack.go; Slack's chat.postMessage and chat.update.
// Pure; any thread. Tested by tests/alerting/notify/slack/render_test.cpp and
// tests/alerting/notify/slack/golden_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerting/notify/message/notification.hpp"
#include "alerting/notify/template/rendering.hpp"

namespace silicon::slack {

struct Field {
  std::string title;
  std::string value;
  std::optional<bool> is_short = std::nullopt;  // absent: as Settings::short_fields
};

struct Confirmation {
  std::string text;
  std::string title;
  std::string ok_text;
  std::string dismiss_text;
};

struct Action {
  std::string type;
  std::string text;
  std::string url;
  std::string style;
  std::string name;
  std::string value;
  std::optional<Confirmation> confirm = std::nullopt;
};

// All texts are templates.
struct Settings {
  std::string channel;
  std::string username = R"({{ template "slack.default.username" . }})";
  std::string color = R"({{ if eq .Status "firing" }}danger{{ else }}good{{ end }})";
  std::string title = R"({{ template "slack.default.title" . }})";
  std::string title_link = R"({{ template "slack.default.titlelink" . }})";
  std::string pretext = R"({{ template "slack.default.pretext" . }})";
  std::string text = R"({{ template "slack.default.text" . }})";
  std::string fallback = R"({{ template "slack.default.fallback" . }})";
  std::string callback_id = R"({{ template "slack.default.callbackid" . }})";
  std::string icon_emoji = R"({{ template "slack.default.iconemoji" . }})";
  std::string icon_url = R"({{ template "slack.default.iconurl" . }})";
  std::string footer = R"({{ template "slack.default.footer" . }})";
  std::string image_url;
  std::string thumb_url;
  std::string message_text;  // of the message itself, above the attachment
  std::vector<Field> fields;
  std::vector<Action> actions;
  std::vector<std::string> mrkdwn_in = {"fallback", "pretext", "text"};
  bool short_fields = false;
  bool link_names = false;
  bool bot = false;             // chat.postMessage with a token rather than an incoming webhook
  bool update_message = false;  // of a bot: the group keeps one message
};

// Where the message of a group stands, as Slack's answer said: to be kept with the group.
struct Posted {
  std::string channel;  // its id: chat.update takes no names
  std::string timestamp;

  friend bool operator==(const Posted&, const Posted&) = default;
};

// One request; with a message that is to be updated two, chat.update and the reply in its thread.
notify::Rendered render(const notify::Notification& notification, const Settings& settings,
                        const notify::Rendering& rendering,
                        const std::optional<Posted>& posted = std::nullopt);

// The API's URL for a method, from that of any other: ".../api/chat.postMessage".
std::string method_url(std::string url, const std::string& method);

}  // namespace silicon::slack
