#include "alerting/state/tables/deliveries.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "alerting/state/encoding/notifications.hpp"

namespace silicon::state {
namespace {

// In the order of their columns.
constexpr const char* kAttemptColumns =
    "time, message, receiver, integration, group_key, reason, firing, resolved, outcome, answer, "
    "duration";

std::int64_t signed_of(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

core::Status save_outbox(Connection& connection, const Changes& changes) {
  auto insert = connection.prepare("INSERT OR REPLACE INTO outbox VALUES (?, ?)");
  if (!insert) return insert.error();
  for (const OutboxEntry& entry : changes.outbox) {
    const std::string bytes = encode(entry);
    if (core::Status status = insert->bind(1, signed_of(entry.id)).bind_blob(2, bytes).run();
        !status) {
      return status;
    }
  }
  auto remove = connection.prepare("DELETE FROM outbox WHERE id = ?");
  if (!remove) return remove.error();
  for (const std::uint64_t id : changes.sent) {
    if (core::Status status = remove->bind(1, signed_of(id)).run(); !status) return status;
  }
  return core::Done{};
}

core::Status save_attempts(Connection& connection, const std::vector<DeliveryAttempt>& attempts) {
  auto insert = connection.prepare(std::string("INSERT INTO attempts (") + kAttemptColumns +
                                   ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!insert) return insert.error();
  for (const DeliveryAttempt& attempt : attempts) {
    insert->bind(1, attempt.time).bind(2, signed_of(attempt.id)).bind_text(3, attempt.receiver);
    insert->bind_text(4, attempt.integration).bind_text(5, attempt.group_key);
    insert->bind_text(6, attempt.reason).bind(7, signed_of(attempt.firing));
    insert->bind(8, signed_of(attempt.resolved));
    insert->bind(9, static_cast<std::int64_t>(attempt.outcome)).bind_text(10, attempt.answer);
    insert->bind(11, static_cast<std::int64_t>(attempt.duration.count()));
    if (core::Status status = insert->run(); !status) return status;
  }
  return core::Done{};
}

core::Status save_posted(Connection& connection, const std::vector<PostedMessage>& posted) {
  auto insert = connection.prepare("INSERT OR REPLACE INTO posted VALUES (?, ?, ?, ?, ?)");
  if (!insert) return insert.error();
  auto remove = connection.prepare(
      "DELETE FROM posted WHERE receiver = ? AND integration = ? AND group_key = ?");
  if (!remove) return remove.error();
  for (const PostedMessage& one : posted) {
    Statement& statement = one.timestamp.empty() ? *remove : *insert;
    statement.bind_text(1, one.receiver).bind_text(2, one.integration).bind_text(3, one.group_key);
    if (!one.timestamp.empty()) {
      statement.bind_text(4, one.channel).bind_text(5, one.timestamp);
    }
    if (core::Status status = statement.run(); !status) return status;
  }
  return core::Done{};
}

// nullopt for an outcome that is none.
std::optional<DeliveryAttempt> read_attempt(const Statement& row) {
  const std::int64_t outcome = row.integer(8);
  if (outcome < 0 || outcome > static_cast<std::int64_t>(DeliveryOutcome::given_up)) {
    return std::nullopt;
  }
  DeliveryAttempt attempt;
  attempt.time = row.instant(0);
  attempt.id = static_cast<std::uint64_t>(row.integer(1));
  attempt.receiver = row.bytes(2);
  attempt.integration = row.bytes(3);
  attempt.group_key = row.bytes(4);
  attempt.reason = row.bytes(5);
  attempt.firing = static_cast<std::size_t>(row.integer(6));
  attempt.resolved = static_cast<std::size_t>(row.integer(7));
  attempt.outcome = static_cast<DeliveryOutcome>(outcome);
  attempt.answer = row.bytes(9);
  attempt.duration = core::Duration(row.integer(10));
  return attempt;
}

core::Status read_outbox(const Connection& connection, SavedRouting& out) {
  auto select = connection.prepare("SELECT id, entry FROM outbox ORDER BY id");
  if (!select) return select.error();
  return select->each([&] {
    auto entry =
        decode_outbox_entry(static_cast<std::uint64_t>(select->integer(0)), select->bytes(1));
    if (entry) {
      out.outbox.push_back(*std::move(entry));
    } else {
      ++out.unreadable;
    }
    return true;
  });
}

core::Status read_last_attempts(const Connection& connection, SavedRouting& out) {
  auto select = connection.prepare(
      std::string("SELECT ") + kAttemptColumns +
      " FROM attempts WHERE id IN (SELECT max(id) FROM attempts WHERE message IN "
      "(SELECT id FROM outbox) GROUP BY message)");
  if (!select) return select.error();
  return select->each([&] {
    if (auto attempt = read_attempt(*select)) {
      out.attempts.push_back(*std::move(attempt));
    } else {
      ++out.unreadable;
    }
    return true;
  });
}

core::Status read_posted(const Connection& connection, SavedRouting& out) {
  auto select =
      connection.prepare("SELECT receiver, integration, group_key, channel, timestamp FROM posted");
  if (!select) return select.error();
  return select->each([&] {
    PostedMessage posted;
    posted.receiver = select->bytes(0);
    posted.integration = select->bytes(1);
    posted.group_key = select->bytes(2);
    posted.channel = select->bytes(3);
    posted.timestamp = select->bytes(4);
    out.posted.push_back(std::move(posted));
    return true;
  });
}

// SQLite remembers the largest id of a table with AUTOINCREMENT, whatever was deleted since.
core::Status read_last_id(const Connection& connection, SavedRouting& out) {
  const auto last = connection.integer("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'");
  if (!last) return last.error();
  out.last_id = std::max(out.last_id, static_cast<std::uint64_t>(*last));
  return core::Done{};
}

}  // namespace

core::Status save_deliveries(Connection& connection, const Changes& changes) {
  if (!changes.outbox.empty() || !changes.sent.empty()) {
    if (core::Status status = save_outbox(connection, changes); !status) return status;
  }
  if (!changes.attempts.empty()) {
    if (core::Status status = save_attempts(connection, changes.attempts); !status) return status;
  }
  if (changes.posted.empty()) return core::Done{};
  return save_posted(connection, changes.posted);
}

core::Status read_deliveries(const Connection& connection, SavedRouting& out) {
  if (core::Status status = read_outbox(connection, out); !status) return status;
  if (core::Status status = read_last_attempts(connection, out); !status) return status;
  if (core::Status status = read_posted(connection, out); !status) return status;
  return read_last_id(connection, out);
}

core::Result<std::vector<DeliveryAttempt>> read_attempts(const Connection& connection,
                                                         const AttemptQuery& query) {
  auto select = connection.prepare(
      std::string("SELECT ") + kAttemptColumns +
      " FROM attempts WHERE time BETWEEN ?1 AND ?2 AND (?3 = '' OR receiver = ?3) "
      "AND (?4 = '' OR group_key = ?4) ORDER BY id DESC LIMIT ?5");
  if (!select) return std::move(select).error();
  select->bind(1, query.from).bind(2, query.to).bind_text(3, query.receiver);
  select->bind_text(4, query.group_key).bind(5, signed_of(query.limit));
  std::vector<DeliveryAttempt> result;
  const core::Status status = select->each([&] {
    if (auto attempt = read_attempt(*select)) result.push_back(*std::move(attempt));
    return true;
  });
  if (!status) return status.error();
  std::reverse(result.begin(), result.end());
  return result;
}

core::Status prune_deliveries(Connection& connection, core::Instant before) {
  auto attempts = connection.prepare("DELETE FROM attempts WHERE time < ?");
  if (!attempts) return attempts.error();
  if (core::Status status = attempts->bind(1, before).run(); !status) return status;
  return connection.execute(
      "DELETE FROM posted WHERE NOT EXISTS (SELECT 1 FROM attempts WHERE "
      "attempts.group_key = posted.group_key AND attempts.receiver = posted.receiver AND "
      "attempts.integration = posted.integration)");
}

}  // namespace silicon::state
