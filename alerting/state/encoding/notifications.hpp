// Messages in the outbox as bytes, before anything of them is rendered. A first byte states the
// form. Pure; any thread. Tested by tests/alerting/state/encoding/notifications_test.cpp, fuzzed by
// tests/fuzz/alerting/saved_routing.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/state/deliveries.hpp"
#include "exporter/core/result.hpp"

namespace silicon::state {

// Without its id, which is the row's.
std::string encode(const OutboxEntry& entry);

// ErrorKind::invalid for bytes that are none of ours.
core::Result<OutboxEntry> decode_outbox_entry(std::uint64_t id, std::string_view bytes);

}  // namespace silicon::state
