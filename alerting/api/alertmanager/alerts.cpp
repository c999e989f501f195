#include "alerting/api/alertmanager/alerts.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "alerting/api/alertmanager/filter.hpp"
#include "alerting/api/answer/spelling.hpp"
#include "alerting/notify/message/notification.hpp"
#include "alerting/routing/dispatch/quiet.hpp"

namespace silicon::api {
namespace {

using routing::Dispatcher;
using routing::Group;
using routing::KnownAlert;
using routing::Quiet;

void write_texts(core::JsonWriter& json, std::string_view name,
                 const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

void write_status(core::JsonWriter& json, const Quiet& quiet,
                  const std::vector<std::string>& muted) {
  const bool suppressed = quiet.suppressed() || !muted.empty();
  std::vector<std::string> inhibited;
  if (quiet.inhibited_by) inhibited.push_back(notify::fingerprint(*quiet.inhibited_by));
  json.key("status").begin_object();
  write_texts(json, "inhibitedBy", inhibited);
  write_texts(json, "mutedBy", muted);
  write_texts(json, "silencedBy", quiet.silenced_by);
  json.member("state", suppressed ? "suppressed" : "active").end_object();
}

// An alert that is wanted, and what is said of it wherever it stands.
struct Shown {
  const KnownAlert* alert = nullptr;
  Quiet quiet;
  std::string fingerprint;
  std::vector<std::string> receivers;
};

std::vector<std::string> receivers_of(const Dispatcher& dispatcher, const core::Labels& labels) {
  std::vector<std::string> names;
  for (const std::size_t route : dispatcher.tree().match(labels)) {
    names.push_back(dispatcher.tree().routes()[route].options.receiver);
  }
  return names;
}

Shown shown(const Dispatcher& dispatcher, const KnownAlert& alert, core::Instant now) {
  const core::Labels& labels = alert.notice->labels;
  return {&alert, quiet_of(dispatcher, alert, now), notify::fingerprint(labels),
          receivers_of(dispatcher, labels)};
}

// The members in Alertmanager's order.
void write_alert(core::JsonWriter& json, const Shown& shown,
                 const std::vector<std::string>& muted) {
  const alert::Notice& notice = *shown.alert->notice;
  json.begin_object().key("annotations").labels(notice.annotations);
  json.member("endsAt", millisecond_text(notice.ends_at));
  json.member("fingerprint", shown.fingerprint);
  json.key("receivers").begin_array();
  for (const std::string& name : shown.receivers) {
    json.begin_object().member("name", name).end_object();
  }
  json.end_array();
  json.member("startsAt", millisecond_text(notice.starts_at));
  write_status(json, shown.quiet, muted);
  json.member("updatedAt", millisecond_text(shown.alert->updated_at));
  json.member("generatorURL", notice.generator_url()).key("labels").labels(notice.labels);
  if (shown.quiet.acknowledgement != nullptr) {
    json.key("acknowledgement");
    write_acknowledgement(json, *shown.quiet.acknowledgement);
  }
  json.end_object();
}

// Alertmanager's order of label sets: the smaller ones first.
bool before(const core::Labels& a, const core::Labels& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin());
  if (left == a.end()) return false;
  // Of two names the lesser is the one that the other set lacks.
  return left->name == right->name ? left->value < right->value : left->name > right->name;
}

struct ShownGroup {
  const Group* group = nullptr;
  std::string receiver;
  std::vector<std::string> muted;
  std::vector<Shown> alerts;
};

ShownGroup shown(const Dispatcher& dispatcher, const Group& group, const AlertFilter& filter,
                 core::Instant now) {
  ShownGroup out{&group, dispatcher.tree().routes()[group.route].options.receiver, {}, {}};
  if (!filter.wants_receiver(out.receiver)) return out;
  out.muted = muted_by(dispatcher, group, now);
  if (!filter.muted && !out.muted.empty()) return out;
  for (const auto& [labels, member] : group.members) {
    if (member.alert->notice->resolved) continue;
    Quiet quiet = quiet_of(dispatcher, *member.alert, now);
    // Time intervals are the group's business here.
    quiet.muted_by.clear();
    if (!filter.wants(labels, quiet)) continue;
    out.alerts.push_back({member.alert, std::move(quiet), notify::fingerprint(labels),
                          receivers_of(dispatcher, labels)});
  }
  std::sort(out.alerts.begin(), out.alerts.end(), [](const Shown& a, const Shown& b) {
    return routing::comes_before(a.alert->notice, b.alert->notice);
  });
  return out;
}

}  // namespace

Answer refusal(int status, std::string_view words) {
  core::JsonWriter json;
  json.string(words);
  return {status, json.take()};
}

void write_acknowledgement(core::JsonWriter& json, const routing::Acknowledgement& given) {
  json.begin_object().member("by", given.by).member("comment", given.comment);
  json.member("at", millisecond_text(given.at));
  if (given.until) json.member("until", millisecond_text(*given.until));
  json.end_object();
}

Answer list_firing(const Parameters& parameters, const Dispatcher& dispatcher, core::Instant now) {
  const auto filter = read_alert_filter(parameters);
  if (!filter) return refusal(kBadRequest, filter.error().message());
  std::vector<Shown> found;
  for (const auto& [labels, alert] : dispatcher.alerts()) {
    if (alert.notice->resolved || !routing::matches(filter->matchers, labels)) continue;
    Shown one = shown(dispatcher, alert, now);
    const bool concerned =
        std::any_of(one.receivers.begin(), one.receivers.end(),
                    [&](const std::string& receiver) { return filter->wants_receiver(receiver); });
    if (concerned && filter->wants(labels, one.quiet)) found.push_back(std::move(one));
  }
  std::sort(found.begin(), found.end(),
            [](const Shown& a, const Shown& b) { return a.fingerprint < b.fingerprint; });
  core::JsonWriter json;
  json.begin_array();
  for (const Shown& one : found) write_alert(json, one, one.quiet.muted_by);
  json.end_array();
  return {200, json.take()};
}

Answer list_groups(const Parameters& parameters, const Dispatcher& dispatcher, core::Instant now) {
  const auto filter = read_alert_filter(parameters);
  if (!filter) return refusal(kBadRequest, filter.error().message());
  std::vector<ShownGroup> found;
  for (const auto& [identity, group] : dispatcher.groups()) {
    ShownGroup one = shown(dispatcher, group, *filter, now);
    if (!one.alerts.empty()) found.push_back(std::move(one));
  }
  std::sort(found.begin(), found.end(), [](const ShownGroup& a, const ShownGroup& b) {
    const core::Labels& left = a.group->identity.labels;
    const core::Labels& right = b.group->identity.labels;
    return left == right ? a.receiver < b.receiver : before(left, right);
  });
  core::JsonWriter json;
  json.begin_array();
  for (const ShownGroup& one : found) {
    json.begin_object().key("alerts").begin_array();
    for (const Shown& alert : one.alerts) write_alert(json, alert, one.muted);
    json.end_array().key("labels").labels(one.group->identity.labels);
    json.key("receiver").begin_object().member("name", one.receiver).end_object().end_object();
  }
  json.end_array();
  return {200, json.take()};
}

}  // namespace silicon::api
