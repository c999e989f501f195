// Bytes as what is saved of routing and of messages on their way: whatever they are, reading ends,
// within them, and what could be read comes out the same when it is written again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/state/encoding/notifications.hpp"
#include "alerting/state/encoding/routing.hpp"

namespace {

namespace state = silicon::state;

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto group = state::decode_group(bytes)) {
    check(*state::decode_group(state::encode(*group)) == *group);
  }
  if (const auto silence = state::decode_silence(bytes)) {
    const std::string written = state::encode(*silence);
    check(state::encode(*state::decode_silence(written)) == written);
  }
  if (const auto acknowledgement = state::decode_acknowledgement(bytes)) {
    check(*state::decode_acknowledgement(state::encode(*acknowledgement)) == *acknowledgement);
  }
  if (const auto entry = state::decode_outbox_entry(1, bytes)) {
    const std::string written = state::encode(*entry);
    check(state::encode(*state::decode_outbox_entry(1, written)) == written);
  }
  return 0;
}
