#include "alerting/command/alerts/silence.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

#include "alerting/api/client/words/silences.hpp"
#include "alerting/command/alerts/named.hpp"
#include "alerting/command/alerts/silence_request.hpp"
#include "alerting/template/format/escape.hpp"

namespace silicon::command {

int add_silence(const AlerterCommandLine& line, const Console& console) {
  auto request = silence_request(line, console.clock.now(), user_of(console));
  if (!request) return misuse(console, request.error().message(), "silence");
  const auto remote = remote_of(line, console);
  if (!remote) return complain(console, remote.error());
  const auto answer = (*remote)->post("/api/v2/silences", *std::move(request));
  if (!answer) return complain(console, answer.error());
  const auto id = api::read_silence_id(answer->status, answer->body);
  if (!id) return complain(console, id.error());
  console.out << *id << "\n";
  return 0;
}

int list_silences(const AlerterCommandLine& line, const Console& console) {
  std::string query;
  if (!line.words.empty()) {
    const auto named = named_alerts(line.words);
    if (!named) return misuse(console, named.error().message(), "silence");
    query = named->query();
  }
  const auto remote = remote_of(line, console);
  if (!remote) return complain(console, remote.error());
  const auto answer = (*remote)->get("/api/v2/silences" + query);
  if (!answer) return complain(console, answer.error());
  auto silences = api::read_silences(answer->status, answer->body);
  if (!silences) return complain(console, silences.error());
  if (!line.has("expired")) {
    std::erase_if(*silences, [](const auto& silence) { return silence.state == "expired"; });
  }
  if (!line.has("quiet")) {
    console.out << api::silences_text(*silences);
    return 0;
  }
  for (const api::ListedSilence& silence : *silences) console.out << silence.id << "\n";
  return 0;
}

int expire_silences(const AlerterCommandLine& line, const Console& console) {
  if (line.words.empty()) return misuse(console, "silence expire: which? Their ids", "silence");
  const auto remote = remote_of(line, console);
  if (!remote) return complain(console, remote.error());
  int code = 0;
  for (const std::string& id : line.words) {
    const auto answer = (*remote)->remove("/api/v2/silence/" + templates::escape_query(id));
    if (!answer) return complain(console, answer.error());
    if (answer->status == 200) {
      console.out << "expired " << id << "\n";
    } else {
      core::Error error = api::refused(answer->status, answer->body);
      code = complain(console, std::move(error).within(id));
    }
  }
  return code;
}

}  // namespace silicon::command
