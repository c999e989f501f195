#include "alerting/api/client/words/silences.hpp"

#include <nlohmann/json.hpp>

#include <utility>

#include "alerting/api/client/envelope.hpp"
#include "alerting/api/client/words/table.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/text.hpp"

namespace silicon::api {
namespace {

using Json = nlohmann::json;

constexpr int kOk = 200;

core::Result<Json> parse(int status, std::string_view body) {
  if (status != kOk) return refused(status, body);
  try {
    return Json::parse(body);
  } catch (const Json::exception&) {
    return bad_response("not JSON");
  }
}

std::string operator_of(const Json& matcher) {
  const bool equal = !matcher.is_object() || matcher.value("isEqual", Json(true)) != Json(false);
  const bool regex = matcher.is_object() && matcher.value("isRegex", Json(false)) == Json(true);
  if (regex) return equal ? "=~" : "!~";
  return equal ? "=" : "!=";
}

std::string matchers_of(const Json& silence) {
  std::string out;
  for (const Json& matcher : list_of(silence, "matchers")) {
    out += (out.empty() ? "" : ",") + text_of(matcher, "name") + operator_of(matcher) +
           promql::quoted(text_of(matcher, "value"));
  }
  return "{" + out + "}";
}

std::string remarks_of(const Json& silence) {
  const bool until_resolved = silence.value("untilResolved", Json(false)) == Json(true);
  std::string out = until_resolved ? "until resolved" : "";
  if (!list_of(silence, "schedule").empty()) out += out.empty() ? "on schedule" : ", on schedule";
  return out;
}

ListedSilence silence_of(const Json& json) {
  const auto status = json.find("status");
  ListedSilence silence;
  silence.id = text_of(json, "id");
  silence.state = status == json.end() ? "" : text_of(*status, "state");
  silence.starts_at = text_of(json, "startsAt");
  silence.ends_at = text_of(json, "endsAt");
  silence.created_by = text_of(json, "createdBy");
  silence.matchers = matchers_of(json);
  silence.comment = text_of(json, "comment");
  silence.remarks = remarks_of(json);
  return silence;
}

}  // namespace

core::Error refused(int status, std::string_view body) {
  constexpr std::size_t kMostWords = 200;
  const Json json = Json::parse(body, nullptr, false);
  const std::string words = json.is_string()
                                ? json.get<std::string>()
                                : std::string(core::trimmed(body.substr(0, kMostWords)));
  return core::Error(std::to_string(status) + (words.empty() ? "" : ": " + in_column(words)));
}

core::Result<std::vector<ListedSilence>> read_silences(int status, std::string_view body) {
  const auto json = parse(status, body);
  if (!json) return json.error();
  if (!json->is_array()) return bad_response("not a list of silences");
  std::vector<ListedSilence> silences;
  for (const Json& each : *json) {
    if (each.is_object()) silences.push_back(silence_of(each));
  }
  return silences;
}

core::Result<std::string> read_silence_id(int status, std::string_view body) {
  const auto json = parse(status, body);
  if (!json) return json.error();
  std::string id = text_of(*json, "silenceID");
  if (id.empty()) return bad_response("no silenceID");
  return id;
}

std::string silences_text(const std::vector<ListedSilence>& silences) {
  std::string out =
      line_of({"ID", "STATE", "STARTS", "ENDS", "BY", "MATCHERS", "COMMENT", "REMARKS"});
  for (const ListedSilence& each : silences) {
    out += line_of({each.id, each.state, each.starts_at, each.ends_at, each.created_by,
                    each.matchers, each.comment, each.remarks});
  }
  return out;
}

}  // namespace silicon::api
