// Bytes as what a server answers to the commands about silences, alerts and the outbox: all of it
// becomes words or an error, and none of it reaches the terminal as it is.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "alerting/api/client/words/explanation.hpp"
#include "alerting/api/client/words/outbox.hpp"
#include "alerting/api/client/words/silences.hpp"

namespace {

namespace api = silicon::api;

void check_plain(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t';
  });
  if (!plain) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  for (const int status : {200, 400, 404}) {
    if (const auto text = api::explanation_text(status, body)) check_plain(*text);
    if (const auto text = api::hands_text("acknowledged", status, body)) check_plain(*text);
    if (const auto text = api::outbox_text(status, body)) check_plain(*text);
    if (const auto silences = api::read_silences(status, body)) {
      check_plain(api::silences_text(*silences));
    }
    static_cast<void>(api::read_silence_id(status, body));
  }
  return 0;
}
