#include "alerting/state/state_file.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

#include "alerting/state/encoding/alerts.hpp"
#include "alerting/state/sqlite/schema.hpp"
#include "alerting/state/tables/deliveries.hpp"
#include "alerting/state/tables/routing.hpp"
#include "exporter/core/calendar/timestamp.hpp"

namespace silicon::state {
namespace {

// Opened and found sound, or why not.
core::Result<Connection> open_sound(const std::string& path, bool& damaged) {
  auto connection = Connection::open(path, Connection::Mode::create);
  if (!connection) return connection;
  const auto give_up = [&](const core::Error& error) {
    damaged = error.kind() == core::ErrorKind::failed && connection->damaged();
    return core::Error(error);
  };
  // A page cache of 256 KiB is plenty for what is written here.
  if (const auto mode =
          connection->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                              "PRAGMA cache_size = -256");
      !mode) {
    return give_up(mode.error());
  }
  const auto check = connection->text("PRAGMA quick_check(1)");
  if (!check) return give_up(check.error());
  if (*check != "ok") {
    damaged = true;
    return core::Error(path + ": " + *check);
  }
  if (core::Status status = migrate(*connection); !status) {
    const bool refused = status.error().kind() == core::ErrorKind::denied;
    return refused ? std::move(status).error().within(path) : give_up(status.error());
  }
  return connection;
}

core::Status set_aside(const std::string& path, const std::string& aside) {
  for (const char* part : {"", "-wal", "-shm"}) {
    std::error_code problem;
    if (!std::filesystem::exists(path + part, problem)) continue;
    std::filesystem::rename(path + part, aside + part, problem);
    if (problem) return core::Error(path + part + ": cannot be set aside: " + problem.message());
  }
  return core::Done{};
}

// SQLite keeps a NaN as NULL.
double number_or_nan(const Statement& row, int column) {
  return row.is_null(column) ? std::numeric_limits<double>::quiet_NaN() : row.number(column);
}

HistoryEntry read_entry(const Statement& row) {
  HistoryEntry entry;
  entry.time = row.instant(0);
  entry.rule_file = row.bytes(1);
  entry.rule_group = row.bytes(2);
  entry.rule = row.bytes(3);
  entry.labels = decode_labels(row.bytes(4)).value_or({});
  entry.transition = row.bytes(5);
  entry.value = number_or_nan(row, 6);
  if (!row.is_null(7)) entry.resolved_value = row.number(7);
  return entry;
}

}  // namespace

core::Result<StateFile::Opened> StateFile::open(const std::string& path, core::Instant now) {
  bool damaged = false;
  auto connection = open_sound(path, damaged);
  if (connection) return Opened{StateFile(*std::move(connection)), {}};
  if (!damaged) return std::move(connection).error();
  const std::string aside = path + ".damaged-" + core::format_timestamp(now);
  const std::string problem = connection.error().message() + "; set aside as " + aside;
  if (const core::Status status = set_aside(path, aside); !status) return status.error();
  connection = open_sound(path, damaged);
  if (!connection) return std::move(connection).error();
  return Opened{StateFile(*std::move(connection)), problem};
}

core::Result<StateFile> StateFile::open_to_read(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return core::Error(path + ": there is no state yet", core::ErrorKind::absent);
  }
  auto connection = Connection::open(path, Connection::Mode::read_only);
  if (!connection) return std::move(connection).error();
  if (core::Status status = check_version(*connection); !status) {
    const bool refused = status.error().kind() == core::ErrorKind::denied;
    return refused ? std::move(status).error().within(path) : std::move(status).error();
  }
  return StateFile(*std::move(connection));
}

core::Status StateFile::save(const Changes& changes) {
  if (changes.empty()) return core::Done{};
  return connection_.transact([&]() -> core::Status {
    if (core::Status status = save_alerts(changes); !status) return status;
    if (core::Status status = save_marks(changes); !status) return status;
    if (core::Status status = save_history(changes); !status) return status;
    if (core::Status status = save_routing(connection_, changes); !status) return status;
    return save_deliveries(connection_, changes);
  });
}

core::Status StateFile::save_alerts(const Changes& changes) {
  auto insert = connection_.prepare("INSERT OR REPLACE INTO alerts VALUES (?, ?, ?)");
  if (!insert) return insert.error();
  for (const SavedAlert& saved : changes.alerts) {
    const std::string rule = encode(saved.rule);
    const std::string labels = encode(saved.alert.labels);
    const std::string alert = encode(saved.alert);
    insert->bind_blob(1, rule).bind_blob(2, labels).bind_blob(3, alert);
    if (core::Status status = insert->run(); !status) return status;
  }
  auto remove = connection_.prepare("DELETE FROM alerts WHERE rule = ? AND labels = ?");
  if (!remove) return remove.error();
  for (const RemovedAlert& removed : changes.removed) {
    const std::string rule = encode(removed.rule);
    const std::string labels = encode(removed.labels);
    remove->bind_blob(1, rule).bind_blob(2, labels);
    if (core::Status status = remove->run(); !status) return status;
  }
  return core::Done{};
}

core::Status StateFile::save_marks(const Changes& changes) {
  if (changes.marks.empty()) return core::Done{};
  auto insert = connection_.prepare("INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?)");
  if (!insert) return insert.error();
  for (const DeliveryMark& mark : changes.marks) {
    const std::string labels = encode(mark.labels);
    insert->bind_text(1, mark.receiver).bind_blob(2, labels).bind(3, mark.starts_at);
    insert->bind(4, std::int64_t{mark.resolved}).bind(5, mark.sent_at);
    if (core::Status status = insert->run(); !status) return status;
  }
  return core::Done{};
}

core::Status StateFile::save_history(const Changes& changes) {
  if (changes.history.empty()) return core::Done{};
  auto insert = connection_.prepare(
      "INSERT INTO history (time, rule_file, rule_group, rule, labels, transition, value, "
      "resolved_value) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  if (!insert) return insert.error();
  for (const HistoryEntry& entry : changes.history) {
    const std::string labels = encode(entry.labels);
    insert->bind(1, entry.time).bind_text(2, entry.rule_file).bind_text(3, entry.rule_group);
    insert->bind_text(4, entry.rule).bind_blob(5, labels).bind_text(6, entry.transition);
    insert->bind(7, entry.value);
    if (entry.resolved_value) insert->bind(8, *entry.resolved_value);
    if (core::Status status = insert->run(); !status) return status;
  }
  return core::Done{};
}

core::Result<std::vector<SavedAlert>> StateFile::alerts(std::size_t& unreadable) const {
  auto select = connection_.prepare("SELECT rule, alert FROM alerts");
  if (!select) return std::move(select).error();
  std::vector<SavedAlert> result;
  unreadable = 0;
  const core::Status status = select->each([&] {
    auto rule = decode_rule(select->bytes(0));
    auto alert = decode_alert(select->bytes(1));
    if (rule && alert) {
      result.push_back({*std::move(rule), *std::move(alert)});
    } else {
      ++unreadable;
    }
    return true;
  });
  if (!status) return status.error();
  return result;
}

core::Result<std::vector<DeliveryMark>> StateFile::marks() const {
  auto select =
      connection_.prepare("SELECT receiver, labels, starts_at, resolved, sent_at FROM marks");
  if (!select) return std::move(select).error();
  std::vector<DeliveryMark> result;
  const core::Status status = select->each([&] {
    auto labels = decode_labels(select->bytes(1));
    if (!labels) return true;
    result.push_back({std::string(select->bytes(0)), *std::move(labels), select->instant(2),
                      select->integer(3) != 0, select->instant(4)});
    return true;
  });
  if (!status) return status.error();
  return result;
}

core::Result<std::vector<HistoryEntry>> StateFile::history(const HistoryQuery& query) const {
  auto select = connection_.prepare(
      "SELECT time, rule_file, rule_group, rule, labels, transition, value, resolved_value "
      "FROM history WHERE time BETWEEN ?1 AND ?2 AND (?3 = '' OR rule = ?3) "
      "ORDER BY id DESC LIMIT ?4");
  if (!select) return std::move(select).error();
  select->bind(1, query.from).bind(2, query.to).bind_text(3, query.rule);
  select->bind(4, static_cast<std::int64_t>(query.limit));
  std::vector<HistoryEntry> result;
  const core::Status status = select->each([&] {
    result.push_back(read_entry(*select));
    return true;
  });
  if (!status) return status.error();
  std::reverse(result.begin(), result.end());
  return result;
}

core::Result<SavedRouting> StateFile::routing() const {
  SavedRouting routing;
  if (core::Status status = read_routing(connection_, routing); !status) return status.error();
  if (core::Status status = read_deliveries(connection_, routing); !status) return status.error();
  // Of messages that were decided on and never came to be in the outbox.
  for (const routing::SavedGroup& group : routing.groups) {
    for (const routing::Channel& channel : group.channels) {
      for (const auto& pending : channel.pending) {
        routing.last_id = std::max(routing.last_id, pending.id);
      }
    }
  }
  return routing;
}

core::Result<std::vector<DeliveryAttempt>> StateFile::attempts(const AttemptQuery& query) const {
  return read_attempts(connection_, query);
}

core::Status StateFile::save_samples(std::string_view segment, core::Instant until) {
  auto insert = connection_.prepare("INSERT INTO samples (until, segment) VALUES (?, ?)");
  if (!insert) return insert.error();
  return insert->bind(1, until).bind_blob(2, segment).run();
}

core::Status StateFile::read_samples(
    const std::function<void(std::string_view segment)>& visit) const {
  auto select = connection_.prepare("SELECT segment FROM samples ORDER BY id");
  if (!select) return select.error();
  return select->each([&] {
    visit(select->bytes(0));
    return true;
  });
}

core::Status StateFile::rewind_samples(core::Instant now) {
  auto samples = connection_.prepare("DELETE FROM samples WHERE until > ?");
  if (!samples) return samples.error();
  return samples->bind(1, now).run();
}

core::Status StateFile::prune(core::Instant history_before, core::Instant samples_before) {
  auto history = connection_.prepare("DELETE FROM history WHERE time < ?");
  if (!history) return history.error();
  if (core::Status status = history->bind(1, history_before).run(); !status) return status;
  auto samples = connection_.prepare("DELETE FROM samples WHERE until < ?");
  if (!samples) return samples.error();
  if (core::Status status = samples->bind(1, samples_before).run(); !status) return status;
  // Of an alert that resolved that long ago nobody will be told again.
  auto marks = connection_.prepare("DELETE FROM marks WHERE resolved = 1 AND sent_at < ?");
  if (!marks) return marks.error();
  if (core::Status status = marks->bind(1, history_before).run(); !status) return status;
  return prune_deliveries(connection_, history_before);
}

}  // namespace silicon::state
