#include "alerting/api/client/envelope.hpp"

#include <utility>
#include <vector>

#include "exporter/core/text.hpp"

namespace silicon::api {
namespace {

using Json = nlohmann::json;

// Of an answer that is quoted in an error.
constexpr std::size_t kMostQuoted = 200;

std::vector<std::string> texts_of(const Json& map, std::string_view name) {
  std::vector<std::string> texts;
  for (const Json& one : list_of(map, name)) {
    if (one.is_string()) texts.push_back(one.get<std::string>());
  }
  return texts;
}

// Prometheus puts its words into the answers to these, and into no others'.
bool is_an_api_answer(int status) {
  return status / 100 == 2 || status == 400 || status == 422 || status == 503;
}

core::Error foreign(int status, std::string_view body) {
  const std::string code = std::to_string(status);
  std::string message;
  if (status / 100 == 4) {
    message = "client_error: client error: " + code;
  } else if (status / 100 == 5) {
    message = "server_error: server error: " + code;
  } else {
    message = "bad_response: bad response code " + code;
  }
  const std::string_view quoted = core::trimmed(body.substr(0, kMostQuoted));
  if (!quoted.empty()) message += " (detail: " + std::string(quoted) + ")";
  return core::Error(std::move(message));
}

core::Result<Json> parse(std::string_view body) {
  try {
    return Json::parse(body);
  } catch (const Json::parse_error& error) {
    return bad_response("not JSON, from byte " + std::to_string(error.byte) + " on");
  } catch (const Json::out_of_range&) {
    return bad_response("a number is too large");
  }
}

}  // namespace

core::Error bad_response(const std::string& why) {
  return core::Error("bad_response: " + why);
}

std::string text_of(const Json& map, std::string_view name) {
  const auto found = map.is_object() ? map.find(std::string(name)) : map.end();
  return found != map.end() && found->is_string() ? found->get<std::string>() : "";
}

core::Labels labels_of(const Json& map) {
  std::vector<core::Label> labels;
  if (!map.is_object()) return {};
  for (const auto& [name, value] : map.items()) {
    if (value.is_string()) labels.push_back({name, value.get<std::string>()});
  }
  return core::Labels(labels);
}

const Json& list_of(const Json& map, std::string_view name) {
  static const Json none = Json::array();
  if (!map.is_object()) return none;
  const auto found = map.find(std::string(name));
  return found != map.end() && found->is_array() ? *found : none;
}

core::Result<Envelope> read_envelope(int status, std::string_view body) {
  if (!is_an_api_answer(status)) return foreign(status, body);
  auto json = parse(body);
  if (!json) return status / 100 == 2 ? std::move(json).error() : foreign(status, body);
  const std::string verdict = text_of(*json, "status");
  if (verdict == "error") {
    return core::Error(text_of(*json, "errorType") + ": " + text_of(*json, "error"));
  }
  if (verdict != "success") return bad_response("an answer without a status");
  Envelope envelope;
  if (json->contains("data")) envelope.data = std::move((*json)["data"]);
  envelope.remarks = {texts_of(*json, "warnings"), texts_of(*json, "infos")};
  return envelope;
}

core::Result<Envelope> read_own_envelope(int status, std::string_view body) {
  constexpr int kBadRequest = 400;
  constexpr int kNotFound = 404;
  const bool ours = status == kNotFound && body.starts_with(R"({"status":"error")");
  return read_envelope(ours ? kBadRequest : status, body);
}

}  // namespace silicon::api
