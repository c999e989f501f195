#include "alerting/state/sqlite/schema.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace silicon::state {
namespace {

// Step i leads from version i to version i + 1. Never change one that has been released.
constexpr std::array<const char*, kSchemaVersion> kSteps{
    R"sql(
CREATE TABLE alerts (
  rule BLOB NOT NULL,      -- encoding/alerts.hpp
  labels BLOB NOT NULL,
  alert BLOB NOT NULL,
  PRIMARY KEY (rule, labels)
) WITHOUT ROWID;

-- What each receiver without a memory of its own was last told of an alert.
CREATE TABLE marks (
  receiver TEXT NOT NULL,
  labels BLOB NOT NULL,
  starts_at INTEGER NOT NULL,   -- times are milliseconds of Unix time
  resolved INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  PRIMARY KEY (receiver, labels)
) WITHOUT ROWID;

CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  rule_file TEXT NOT NULL,
  rule_group TEXT NOT NULL,
  rule TEXT NOT NULL,
  labels BLOB NOT NULL,
  transition TEXT NOT NULL,
  value REAL,                   -- NULL: not a number
  resolved_value REAL
);
CREATE INDEX history_by_time ON history (time);

CREATE TABLE samples (
  id INTEGER PRIMARY KEY,
  until INTEGER NOT NULL,       -- no point is newer
  segment BLOB NOT NULL         -- samples/segment.hpp
);
)sql",
    R"sql(
CREATE TABLE routed_groups (
  route TEXT NOT NULL,
  labels BLOB NOT NULL,
  saved BLOB NOT NULL,          -- encoding/routing.hpp
  PRIMARY KEY (route, labels)
) WITHOUT ROWID;

CREATE TABLE silences (
  id TEXT NOT NULL PRIMARY KEY,
  silence BLOB NOT NULL         -- encoding/routing.hpp
) WITHOUT ROWID;

CREATE TABLE acknowledgements (
  labels BLOB NOT NULL PRIMARY KEY,
  acknowledgement BLOB NOT NULL -- encoding/routing.hpp
) WITHOUT ROWID;

-- Messages that were decided on and have not arrived. AUTOINCREMENT: the largest id there ever was
-- is remembered.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry BLOB NOT NULL           -- encoding/notifications.hpp
);

CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  message INTEGER NOT NULL,     -- its id in the outbox
  receiver TEXT NOT NULL,
  integration TEXT NOT NULL,
  group_key TEXT NOT NULL,
  reason TEXT NOT NULL,
  firing INTEGER NOT NULL,
  resolved INTEGER NOT NULL,
  outcome INTEGER NOT NULL,     -- state::DeliveryOutcome
  answer TEXT NOT NULL,
  duration INTEGER NOT NULL     -- milliseconds
);
CREATE INDEX attempts_by_time ON attempts (time);
CREATE INDEX attempts_by_message ON attempts (message);
CREATE INDEX attempts_by_group ON attempts (group_key);

-- Where messages stand that later ones of their group change.
CREATE TABLE posted (
  receiver TEXT NOT NULL,
  integration TEXT NOT NULL,
  group_key TEXT NOT NULL,
  channel TEXT NOT NULL,
  timestamp TEXT NOT NULL,
  PRIMARY KEY (receiver, integration, group_key)
) WITHOUT ROWID;

-- Heartbeats that are expected.
CREATE TABLE heard (
  name TEXT NOT NULL PRIMARY KEY,
  time INTEGER NOT NULL
) WITHOUT ROWID;
)sql"};

core::Error refusal(std::string message) {
  return core::Error(std::move(message), core::ErrorKind::denied);
}

core::Status apply(Connection& connection, std::size_t step) {
  return connection.transact([&]() -> core::Status {
    if (core::Status status = connection.execute(kSteps[step]); !status) return status;
    return connection.execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
                              "; PRAGMA user_version = " + std::to_string(step + 1));
  });
}

}  // namespace

core::Status check_version(const Connection& connection) {
  const auto application = connection.integer("PRAGMA application_id");
  if (!application) return application.error();
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return version.error();
  const auto tables = connection.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  if (*application != kApplicationId && *tables > 0) {
    return refusal("is a database of another program");
  }
  if (*version > kSchemaVersion) {
    return refusal("was written by a newer silicon-alerter (form " + std::to_string(*version) +
                   ", this one knows " + std::to_string(kSchemaVersion) +
                   "): use that one, or another state directory");
  }
  return core::Done{};
}

core::Status migrate(Connection& connection, std::int64_t to) {
  if (core::Status status = check_version(connection); !status) return status;
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return version.error();
  for (std::int64_t step = *version; step < std::min(to, kSchemaVersion); ++step) {
    core::Status status = apply(connection, static_cast<std::size_t>(step));
    if (!status) return status;
  }
  return core::Done{};
}

}  // namespace silicon::state
