#include "alerting/notify/slack/render.hpp"

#include <nlohmann/json.hpp>

#include "alerting/notify/message/clip.hpp"
#include "alerting/notify/message/data.hpp"
#include "alerting/notify/template/writer.hpp"

namespace silicon::slack {
namespace {

using Payload = nlohmann::ordered_json;
using notify::Channel;
using notify::Writer;

// Slack's limits, in characters; titles as Alertmanager cuts them.
constexpr std::size_t kLongestTitle = 1024;
constexpr std::size_t kLongestText = 8000;
constexpr std::size_t kLongestValue = 2000;
constexpr std::size_t kMostFields = 100;

std::string dump(const Payload& json) {
  return json.dump(-1, ' ', false, Payload::error_handler_t::replace);
}

void set_unless_empty(Payload& object, const char* key, std::string text) {
  if (!text.empty()) object[key] = std::move(text);
}

// Writes fields of one message, each within its limit.
class Texts {
 public:
  explicit Texts(Writer& writer) : writer_(writer) {}

  std::string marked_up(const notify::Field& field, std::size_t most) {
    return notify::clip_characters(notify::printable(writer_.write(field, Channel::slack)), most);
  }
  // A name, a colour, a link: shown as it is, or not at all.
  std::string plain(const notify::Field& field) {
    return notify::clip_characters(notify::one_line(writer_.write(field)), kLongestValue);
  }

 private:
  Writer& writer_;
};

Payload fields_of(const Settings& settings, Texts& texts) {
  Payload list = Payload::array();
  for (const Field& field : settings.fields) {
    if (list.size() >= kMostFields) break;
    list.push_back({{"title", texts.marked_up({"fields.title", field.title}, kLongestValue)},
                    {"value", texts.marked_up({"fields.value", field.value}, kLongestValue)},
                    {"short", field.is_short.value_or(settings.short_fields)}});
  }
  return list;
}

Payload confirmation_of(const Confirmation& confirm, Texts& texts) {
  Payload json = Payload::object();
  set_unless_empty(json, "title", texts.plain({"confirm.title", confirm.title}));
  json["text"] = texts.plain({"confirm.text", confirm.text});
  set_unless_empty(json, "ok_text", texts.plain({"confirm.ok_text", confirm.ok_text}));
  set_unless_empty(json, "dismiss_text",
                   texts.plain({"confirm.dismiss_text", confirm.dismiss_text}));
  return json;
}

Payload actions_of(const Settings& settings, Texts& texts) {
  Payload list = Payload::array();
  for (const Action& action : settings.actions) {
    Payload json = Payload::object();
    json["type"] = texts.plain({"actions.type", action.type});
    json["text"] = texts.plain({"actions.text", action.text});
    set_unless_empty(json, "url", texts.plain({"actions.url", action.url}));
    set_unless_empty(json, "style", texts.plain({"actions.style", action.style}));
    set_unless_empty(json, "name", texts.plain({"actions.name", action.name}));
    set_unless_empty(json, "value", texts.plain({"actions.value", action.value}));
    if (action.confirm) json["confirm"] = confirmation_of(*action.confirm, texts);
    list.push_back(std::move(json));
  }
  return list;
}

// In Alertmanager's order.
Payload attachment_of(const Settings& settings, const Settings& defaults, Texts& texts) {
  Payload json = Payload::object();
  json["title"] = texts.marked_up({"title", settings.title, defaults.title}, kLongestTitle);
  set_unless_empty(json, "title_link",
                   texts.plain({"title_link", settings.title_link, defaults.title_link}));
  set_unless_empty(json, "pretext", texts.marked_up({"pretext", settings.pretext}, kLongestText));
  json["text"] = texts.marked_up({"text", settings.text, defaults.text}, kLongestText);
  json["fallback"] =
      texts.marked_up({"fallback", settings.fallback, defaults.fallback}, kLongestTitle);
  json["callback_id"] = texts.plain({"callback_id", settings.callback_id});
  if (!settings.fields.empty()) json["fields"] = fields_of(settings, texts);
  if (!settings.actions.empty()) json["actions"] = actions_of(settings, texts);
  set_unless_empty(json, "image_url", texts.plain({"image_url", settings.image_url}));
  set_unless_empty(json, "thumb_url", texts.plain({"thumb_url", settings.thumb_url}));
  json["footer"] = texts.marked_up({"footer", settings.footer}, kLongestValue);
  set_unless_empty(json, "color", texts.plain({"color", settings.color, defaults.color}));
  json["mrkdwn_in"] = settings.mrkdwn_in;
  return json;
}

// A template that failed is said where people look.
void add_problems(Payload& attachment, const Writer& writer) {
  if (writer.problems().empty()) return;
  const std::string words = "\nA template of this receiver failed: " +
                            notify::clip_characters(writer.problems().front(), kLongestValue);
  attachment["text"] = attachment["text"].get<std::string>() + words;
}

Payload message_of(const Settings& settings, Writer& writer) {
  const Settings defaults;
  Texts texts(writer);
  Payload message = Payload::object();
  set_unless_empty(message, "channel", texts.plain({"channel", settings.channel}));
  set_unless_empty(message, "username",
                   texts.plain({"username", settings.username, defaults.username}));
  set_unless_empty(message, "icon_emoji", texts.plain({"icon_emoji", settings.icon_emoji}));
  set_unless_empty(message, "icon_url", texts.plain({"icon_url", settings.icon_url}));
  if (settings.link_names) message["link_names"] = true;
  set_unless_empty(message, "text",
                   texts.marked_up({"message_text", settings.message_text}, kLongestText));
  Payload attachment = attachment_of(settings, defaults, texts);
  add_problems(attachment, writer);
  message["attachments"] = Payload::array({std::move(attachment)});
  return message;
}

// The change alone, in the thread of the message; shown in the channel, too, while something fires,
// because an edited message rings for nobody.
Payload reply_to(const Posted& posted, const notify::Notification& notification,
                 const Payload& message) {
  Payload reply = Payload::object();
  reply["channel"] = posted.channel;
  reply["thread_ts"] = posted.timestamp;
  reply["reply_broadcast"] = notify::is_firing(notification);
  std::string text = message["attachments"][0]["title"].get<std::string>();
  if (!notification.reason.empty()) {
    text += ": " + notify::clip_characters(notify::one_line(notification.reason), kLongestValue);
  }
  reply["text"] = std::move(text);
  return reply;
}

}  // namespace

notify::Rendered render(const notify::Notification& notification, const Settings& settings,
                        const notify::Rendering& rendering, const std::optional<Posted>& posted) {
  Writer writer(rendering.templates, rendering.surroundings,
                notify::data_of(notification, rendering.surroundings.now));
  Payload message = message_of(settings, writer);
  if (!settings.bot) return {{{"", dump(message)}}, writer.problems()};
  if (!settings.update_message || !posted) {
    return {{{"chat.postMessage", dump(message)}}, writer.problems()};
  }
  const Payload reply = reply_to(*posted, notification, message);
  message["channel"] = posted->channel;
  message["ts"] = posted->timestamp;
  return {{{"chat.update", dump(message)}, {"chat.postMessage", dump(reply)}}, writer.problems()};
}

std::string method_url(std::string url, const std::string& method) {
  if (method.empty()) return url;
  const std::size_t slash = url.rfind('/');
  const std::size_t host = url.find("://");
  const bool has_path =
      slash != std::string::npos && (host == std::string::npos || slash > host + 2);
  return (has_path ? url.substr(0, slash) : url) + "/" + method;
}

}  // namespace silicon::slack
