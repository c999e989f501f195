#include "alerting/command/alerts/hand.hpp"

#include <optional>
#include <ostream>
#include <utility>

#include "alerting/api/answer/spelling.hpp"
#include "alerting/api/client/envelope.hpp"
#include "alerting/api/client/words/explanation.hpp"
#include "alerting/api/client/words/outbox.hpp"
#include "alerting/command/alerts/named.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/json/writer.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::command {
namespace {

constexpr const char* kMonitoring = "/api/v1/monitoring/";

int print(const core::Result<std::string>& text, const Console& console) {
  if (!text) return complain(console, text.error());
  console.out << *text;
  return 0;
}

core::Result<std::string> hand_request(const AlerterCommandLine& line, const Console& console) {
  const auto named = named_alerts(line.words);
  if (!named) return named.error();
  core::JsonWriter json;
  json.begin_object();
  named->write(json);
  json.member("by", line.value("by").value_or(user_of(console)));
  json.member("comment", line.value("comment").value_or(""));
  if (const auto text = line.value("for")) {
    const auto duration = core::parse_duration(*text);
    if (!duration || *duration <= core::Duration(0)) {
      return core::Error("--for " + *text + ": a duration as 2h or 30m", core::ErrorKind::invalid);
    }
    json.member("until", api::millisecond_text(console.clock.now() + *duration));
  }
  json.end_object();
  return json.take();
}

}  // namespace

int acknowledge(const AlerterCommandLine& line, const Console& console) {
  auto request = hand_request(line, console);
  if (!request) return misuse(console, request.error().message(), "ack");
  const auto remote = remote_of(line, console);
  if (!remote) return complain(console, remote.error());
  const bool withdraw = line.has("withdraw");
  const std::string call = withdraw ? "withdraw" : "acknowledge";
  const auto answer = (*remote)->post(kMonitoring + call, *std::move(request));
  if (!answer) return complain(console, answer.error());
  const std::string verb = withdraw ? "withdrawn" : "acknowledged";
  return print(api::hands_text(verb, answer->status, answer->body), console);
}

int explain(const AlerterCommandLine& line, const Console& console) {
  const auto named = named_alerts(line.words);
  if (!named) return misuse(console, named.error().message(), "explain");
  const auto remote = remote_of(line, console);
  if (!remote) return complain(console, remote.error());
  const auto answer = (*remote)->get(std::string(kMonitoring) + "explain" + named->query());
  if (!answer) return complain(console, answer.error());
  return print(api::explanation_text(answer->status, answer->body), console);
}

int list_outbox(const AlerterCommandLine& line, const Console& console) {
  if (!line.words.empty()) return misuse(console, "outbox list takes no argument", "outbox");
  const auto remote = remote_of(line, console);
  if (!remote) return complain(console, remote.error());
  const auto answer = (*remote)->get(std::string(kMonitoring) + "outbox");
  if (!answer) return complain(console, answer.error());
  return print(api::outbox_text(answer->status, answer->body), console);
}

int send_again(const AlerterCommandLine& line, const Console& console) {
  if (line.words.empty()) return misuse(console, "outbox resend: which? Their ids", "outbox");
  for (const std::string& id : line.words) {
    if (!core::parse_unsigned(id)) return misuse(console, "outbox resend " + id + "?", "outbox");
  }
  const auto remote = remote_of(line, console);
  if (!remote) return complain(console, remote.error());
  int code = 0;
  for (const std::string& id : line.words) {
    const auto answer = (*remote)->post(kMonitoring + ("outbox/" + id + "/resend"), "{}");
    if (!answer) return complain(console, answer.error());
    const auto envelope = api::read_own_envelope(answer->status, answer->body);
    if (envelope) {
      console.out << "message " << id << " is being sent again\n";
    } else {
      code = complain(console, core::Error(envelope.error()).within("message " + id));
    }
  }
  return code;
}

}  // namespace silicon::command
