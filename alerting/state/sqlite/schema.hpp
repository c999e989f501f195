// The tables of the state file, and the steps from each version of them to the next.
// One thread at a time per connection. Tested by tests/alerting/state/sqlite/schema_test.cpp.
#pragma once

#include "alerting/state/sqlite/connection.hpp"
#include "exporter/core/result.hpp"

namespace silicon::state {

// Stands in the header of every state file (PRAGMA application_id): "SiWa".
inline constexpr std::int64_t kApplicationId = 0x53695761;
inline constexpr std::int64_t kSchemaVersion = 2;

// Brings a file of any earlier version, or an empty one, to kSchemaVersion (or an older one), whole
// steps at a time. ErrorKind::denied for a file of a newer version or of another program: it is not
// touched.
core::Status migrate(Connection& connection, std::int64_t to = kSchemaVersion);

// The same refusal, for who only reads.
core::Status check_version(const Connection& connection);

}  // namespace silicon::state
