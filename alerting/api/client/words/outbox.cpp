#include "alerting/api/client/words/outbox.hpp"

#include "alerting/api/client/envelope.hpp"
#include "alerting/api/client/words/table.hpp"

namespace silicon::api {
namespace {

using Json = nlohmann::json;

std::string integer_of(const Json& map, const std::string& name) {
  const auto found = map.is_object() ? map.find(name) : map.end();
  return found != map.end() && found->is_number_integer() ? found->dump() : "";
}

}  // namespace

core::Result<std::string> outbox_text(int status, std::string_view body) {
  const auto envelope = read_own_envelope(status, body);
  if (!envelope) return envelope.error();
  std::string out = line_of({"ID", "STATE", "RECEIVER", "INTEGRATION", "REASON", "FIRING",
                             "RESOLVED", "DECIDED", "LAST ANSWER"});
  for (const Json& message : list_of(envelope->data, "messages")) {
    out +=
        line_of({integer_of(message, "id"), text_of(message, "state"), text_of(message, "receiver"),
                 text_of(message, "integration"), text_of(message, "reason"),
                 integer_of(message, "firing"), integer_of(message, "resolved"),
                 text_of(message, "decidedAt"), text_of(message, "answer")});
  }
  return out;
}

}  // namespace silicon::api
