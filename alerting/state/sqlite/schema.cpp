#include "alerting/state/sqlite/schema.hpp"

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

core::Status migrate(Connection& connection) {
  if (core::Status status = check_version(connection); !status) return status;
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return version.error();
  for (auto step = static_cast<std::size_t>(*version); step < kSteps.size(); ++step) {
    if (core::Status status = apply(connection, step); !status) return status;
  }
  return core::Done{};
}

}  // namespace silicon::state
