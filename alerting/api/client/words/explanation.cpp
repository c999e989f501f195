#include "alerting/api/client/words/explanation.hpp"

#include <algorithm>
#include <utility>

#include "alerting/api/client/envelope.hpp"
#include "alerting/api/client/words/table.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::api {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kDeepest = 20;  // that routes are indented

std::string word(const Json& map, std::string_view name) {
  return in_column(text_of(map, name));
}

bool is_true(const Json& map, const std::string& name) {
  return map.is_object() && map.value(name, Json(false)) == Json(true);
}

std::int64_t number(const Json& map, const std::string& name) {
  const auto found = map.is_object() ? map.find(name) : map.end();
  return found != map.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

const Json& map_of(const Json& map, const std::string& name) {
  static const Json none = Json::object();
  const auto found = map.is_object() ? map.find(name) : map.end();
  return found != map.end() && found->is_object() ? *found : none;
}

std::string labels_words(const Json& alert) {
  const core::Labels labels = labels_of(map_of(alert, "labels"));
  return in_column(promql::labels_text(labels));
}

// "  WORDS TIME" where there is such a time.
void add_time(std::string& out, const Json& map, const std::string& name, const char* words) {
  const std::string time = word(map, name);
  if (!time.empty()) out += std::string("  ") + words + " " + time + "\n";
}

std::string rule_words(const Json& rule) {
  if (rule.empty()) return "";
  std::string out = "  rule " + word(rule, "name") + " of group " + word(rule, "group") + " in " +
                    word(rule, "file");
  const std::string hold = word(rule, "for");
  if (!hold.empty() && hold != "0s") out += ", fires after " + hold;
  return out + "\n";
}

std::string life_words(const Json& alert) {
  const std::string state = word(alert, "state");
  if (state == "unknown")
    return "  no such alert is known; an alert with these labels would go so\n";
  std::string out = "  " + state;
  const std::string value = word(alert, "value");
  if (!value.empty()) out += ", value " + value;
  out += "\n";
  add_time(out, alert, "activeAt", "first seen");
  add_time(out, alert, "firedAt", "firing since");
  add_time(out, alert, "keepFiringSince", "gone from the result, kept firing since");
  add_time(out, alert, "noDataSince", "without data since");
  add_time(out, alert, "resolvedAt", "resolved");
  add_time(out, alert, "endsAt", "ends, unless it is said again,");
  return out;
}

std::string routes_words(const Json& alert) {
  const Json& routes = list_of(alert, "routes");
  if (routes.empty()) return "  this alerter has no `route`: it tells nobody by routes\n";
  std::string out = "  routes:\n";
  for (const Json& route : routes) {
    const auto depth = std::clamp<std::int64_t>(number(route, "depth"), 0, kDeepest);
    out += std::string(4 + 2 * static_cast<std::size_t>(depth), ' ');
    out += is_true(route, "chosen") ? "-> " : "   ";
    out += word(route, "matchers") + " receiver " + word(route, "receiver");
    const std::string failed = word(route, "failedMatcher");
    if (!failed.empty()) out += ": no, " + failed + " does not match";
    out += "\n";
  }
  return out;
}

std::string quiet_words(const Json& quiet) {
  if (quiet.empty()) return "";
  std::string by;
  for (const Json& each : list_of(quiet, "by")) {
    if (each.is_string()) by += (by.empty() ? " by " : ", ") + in_column(each.get<std::string>());
  }
  return "    kept quiet: " + word(quiet, "kind") + by + "\n";
}

std::string channel_words(const Json& channel) {
  std::string out = "    " + word(channel, "integration") + " of " + word(channel, "receiver");
  const std::string told = word(channel, "toldAt");
  out += told.empty() ? " has not been told of the group" : " was last told at " + told;
  if (!told.empty())
    out += is_true(channel, "knows") ? ", and of this alert" : ", not of this alert";
  for (const Json& id : list_of(channel, "waiting")) out += "; message " + id.dump() + " waits";
  return out + "\n";
}

std::string attempt_words(const Json& attempt) {
  return "      " + word(attempt, "time") + "  " + word(attempt, "integration") + " of " +
         word(attempt, "receiver") + ", " + word(attempt, "reason") + ": " +
         word(attempt, "outcome") + ", " + word(attempt, "answer") + "\n";
}

std::string group_words(const Json& group) {
  std::string out =
      "  group " + word(group, "groupKey") + " of receiver " + word(group, "receiver") + "\n";
  add_time(out, group, "nextFlush", "  looked at next");
  add_time(out, group, "escalateAt", "  escalates");
  out += quiet_words(map_of(group, "quiet"));
  for (const Json& channel : list_of(group, "channels")) out += channel_words(channel);
  const Json& attempts = list_of(group, "attempts");
  if (!attempts.empty()) out += "    last tries:\n";
  for (const Json& attempt : attempts) out += attempt_words(attempt);
  return out;
}

std::string acknowledgement_words(const Json& given) {
  if (given.empty()) return "";
  std::string out = "  in the hands of " + word(given, "by") + " since " + word(given, "at");
  const std::string until = word(given, "until");
  out += until.empty() ? ", until it has resolved" : ", until " + until;
  const std::string comment = word(given, "comment");
  return out + (comment.empty() ? "" : ": " + comment) + "\n";
}

std::string alert_words(const Json& alert) {
  std::string out = labels_words(alert) + "  (fingerprint " + word(alert, "fingerprint") + ")\n";
  out += rule_words(map_of(alert, "rule")) + life_words(alert) + routes_words(alert);
  for (const Json& group : list_of(alert, "groups")) out += group_words(group);
  for (const Json& id : list_of(alert, "silencedBy")) {
    if (id.is_string()) out += "  silenced by " + in_column(id.get<std::string>()) + "\n";
  }
  return out + acknowledgement_words(map_of(alert, "acknowledgement"));
}

}  // namespace

core::Result<std::string> explanation_text(int status, std::string_view body) {
  const auto envelope = read_own_envelope(status, body);
  if (!envelope) return envelope.error();
  std::string out;
  for (const Json& alert : list_of(envelope->data, "alerts")) {
    out += (out.empty() ? "" : "\n") + alert_words(alert);
  }
  const std::int64_t left_out = number(envelope->data, "leftOut");
  if (left_out > 0) out += "\nand " + std::to_string(left_out) + " more: name them more closely\n";
  return out;
}

core::Result<std::string> hands_text(const std::string& verb, int status, std::string_view body) {
  const auto envelope = read_own_envelope(status, body);
  if (!envelope) return envelope.error();
  std::string out;
  for (const Json& alert : list_of(envelope->data, "alerts")) {
    out += verb + " " + word(alert, "fingerprint") + " " + labels_words(alert) + "\n";
  }
  return out;
}

}  // namespace silicon::api
