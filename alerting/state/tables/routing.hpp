// The tables of what routing goes by: groups, silences, acknowledgements. Not for users of
// StateFile. One thread at a time per connection.
// Tested by tests/alerting/state/tables/routing_test.cpp.
#pragma once

#include "alerting/state/saved.hpp"
#include "alerting/state/sqlite/connection.hpp"
#include "exporter/core/result.hpp"

namespace silicon::state {

// Within a transaction. What is both removed and saved is there afterwards.
core::Status save_routing(Connection& connection, const Changes& changes);

// Adds to `out`; what cannot be read is left out and counted there.
core::Status read_routing(const Connection& connection, SavedRouting& out);

}  // namespace silicon::state
