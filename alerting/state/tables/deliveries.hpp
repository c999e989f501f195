// The tables of messages on their way: the outbox, how each try ended, and where messages stand
// that later ones change. Not for users of StateFile. One thread at a time per connection.
// Tested by tests/alerting/state/tables/deliveries_test.cpp.
#pragma once

#include <vector>

#include "alerting/state/saved.hpp"
#include "alerting/state/sqlite/connection.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::state {

// Within a transaction. A message that is both saved and sent has left the outbox afterwards.
core::Status save_deliveries(Connection& connection, const Changes& changes);

// Adds to `out`; what cannot be read is left out and counted there.
core::Status read_deliveries(const Connection& connection, SavedRouting& out);

// The newest that fit, oldest first.
core::Result<std::vector<DeliveryAttempt>> read_attempts(const Connection& connection,
                                                         const AttemptQuery& query);

// Forgets older attempts, and where messages stand of groups that nobody was told of since.
core::Status prune_deliveries(Connection& connection, core::Instant before);

}  // namespace silicon::state
