// GET outbox: the messages that have not arrived, and those that were given up, with the last
// answer that each got. Pure. Tested by tests/alerting/api/monitoring/outbox_test.cpp.
#pragma once

#include <cstdint>
#include <map>

#include "alerting/api/answer/answer.hpp"
#include "alerting/engine/notifications/notifier.hpp"

namespace silicon::api {

inline constexpr std::size_t kMostListed = 1000;

// By id. {"messages": [{"id", "receiver", "integration", "groupKey", "reason", "decidedAt",
// "firing", "resolved", "state": "waiting" or "given up", "answer", "triedAt"}], "leftOut": 0}.
Answer list_outbox(const std::map<std::uint64_t, engine::Outgoing>& outbox);

}  // namespace silicon::api
