#include "alerting/state/tables/routing.hpp"

#include <utility>

#include "alerting/state/encoding/alerts.hpp"
#include "alerting/state/encoding/routing.hpp"

namespace silicon::state {
namespace {

core::Status save_groups(Connection& connection, const Changes& changes) {
  auto remove = connection.prepare("DELETE FROM routed_groups WHERE route = ? AND labels = ?");
  if (!remove) return remove.error();
  for (const routing::GroupIdentity& erased : changes.erased_groups) {
    const std::string labels = encode(erased.labels);
    if (core::Status status = remove->bind_text(1, erased.route).bind_blob(2, labels).run();
        !status) {
      return status;
    }
  }
  auto insert = connection.prepare("INSERT OR REPLACE INTO routed_groups VALUES (?, ?, ?)");
  if (!insert) return insert.error();
  for (const routing::SavedGroup& group : changes.groups) {
    const std::string labels = encode(group.identity.labels);
    const std::string bytes = encode(group);
    insert->bind_text(1, group.identity.route).bind_blob(2, labels).bind_blob(3, bytes);
    if (core::Status status = insert->run(); !status) return status;
  }
  return core::Done{};
}

core::Status save_silences(Connection& connection, const Changes& changes) {
  auto remove = connection.prepare("DELETE FROM silences WHERE id = ?");
  if (!remove) return remove.error();
  for (const std::string& id : changes.erased_silences) {
    if (core::Status status = remove->bind_text(1, id).run(); !status) return status;
  }
  auto insert = connection.prepare("INSERT OR REPLACE INTO silences VALUES (?, ?)");
  if (!insert) return insert.error();
  for (const routing::Silence& silence : changes.silences) {
    const std::string bytes = encode(silence);
    if (core::Status status = insert->bind_text(1, silence.id).bind_blob(2, bytes).run(); !status) {
      return status;
    }
  }
  return core::Done{};
}

core::Status save_acknowledgements(Connection& connection, const Changes& changes) {
  auto remove = connection.prepare("DELETE FROM acknowledgements WHERE labels = ?");
  if (!remove) return remove.error();
  for (const core::Labels& withdrawn : changes.withdrawn) {
    const std::string labels = encode(withdrawn);
    if (core::Status status = remove->bind_blob(1, labels).run(); !status) return status;
  }
  auto insert = connection.prepare("INSERT OR REPLACE INTO acknowledgements VALUES (?, ?)");
  if (!insert) return insert.error();
  for (const routing::Acknowledgement& one : changes.acknowledgements) {
    const std::string labels = encode(one.labels);
    const std::string bytes = encode(one);
    if (core::Status status = insert->bind_blob(1, labels).bind_blob(2, bytes).run(); !status) {
      return status;
    }
  }
  return core::Done{};
}

core::Status save_heard(Connection& connection, const Changes& changes) {
  auto insert = connection.prepare("INSERT OR REPLACE INTO heard VALUES (?, ?)");
  if (!insert) return insert.error();
  for (const HeardFrom& heard : changes.heard) {
    if (core::Status status = insert->bind_text(1, heard.name).bind(2, heard.time).run(); !status) {
      return status;
    }
  }
  return core::Done{};
}

core::Status read_heard(const Connection& connection, std::vector<HeardFrom>& out) {
  auto select = connection.prepare("SELECT name, time FROM heard");
  if (!select) return select.error();
  return select->each([&] {
    out.push_back({std::string(select->bytes(0)), select->instant(1)});
    return true;
  });
}

// The rows' first column by `decode`.
template <class Value, class Decode>
core::Status read_all(const Connection& connection, std::string_view sql, Decode decode,
                      std::vector<Value>& out, std::size_t& unreadable) {
  auto select = connection.prepare(sql);
  if (!select) return select.error();
  return select->each([&] {
    if (auto value = decode(select->bytes(0))) {
      out.push_back(*std::move(value));
    } else {
      ++unreadable;
    }
    return true;
  });
}

}  // namespace

core::Status save_routing(Connection& connection, const Changes& changes) {
  if (!changes.groups.empty() || !changes.erased_groups.empty()) {
    if (core::Status status = save_groups(connection, changes); !status) return status;
  }
  if (!changes.silences.empty() || !changes.erased_silences.empty()) {
    if (core::Status status = save_silences(connection, changes); !status) return status;
  }
  if (!changes.heard.empty()) {
    if (core::Status status = save_heard(connection, changes); !status) return status;
  }
  if (changes.acknowledgements.empty() && changes.withdrawn.empty()) return core::Done{};
  return save_acknowledgements(connection, changes);
}

core::Status read_routing(const Connection& connection, SavedRouting& out) {
  if (core::Status status = read_heard(connection, out.heard); !status) return status;
  if (core::Status status = read_all(connection, "SELECT saved FROM routed_groups", decode_group,
                                     out.groups, out.unreadable);
      !status) {
    return status;
  }
  if (core::Status status = read_all(connection, "SELECT silence FROM silences", decode_silence,
                                     out.silences, out.unreadable);
      !status) {
    return status;
  }
  return read_all(connection, "SELECT acknowledgement FROM acknowledgements",
                  decode_acknowledgement, out.acknowledgements, out.unreadable);
}

}  // namespace silicon::state
