// SQLite as the rest of state/ wants it: statements that bind and read values, errors as Results
// that name the file, transactions that undo themselves. The only headers that know sqlite3.h are
// below this folder's sources. One thread at a time per connection.
// Tested by tests/alerting/state/sqlite/connection_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace silicon::state {

// Of a file that is damaged, or is no database at all.
bool is_damage(int sqlite_code);

class Connection;

// A prepared statement. Bind, then run() or each(); it may be used again afterwards.
class Statement {
 public:
  Statement() = default;

  // Parameters are numbered from 1. Blobs and texts must stay until the statement has run.
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, double value);
  Statement& bind(int parameter, core::Instant value) {
    return bind(parameter, static_cast<std::int64_t>(value.time_since_epoch().count()));
  }
  Statement& bind_text(int parameter, std::string_view value);
  Statement& bind_blob(int parameter, std::string_view value);

  core::Status run();

  // Calls visit() for each row, as long as it returns true; the row's columns are read meanwhile.
  core::Status each(const std::function<bool()>& visit);

  // Of the current row; columns are numbered from 0.
  std::int64_t integer(int column) const;
  double number(int column) const;
  bool is_null(int column) const;
  core::Instant instant(int column) const { return core::Instant(core::Duration(integer(column))); }
  std::string_view bytes(int column) const;  // until the next row

 private:
  friend class Connection;
  using Handle = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;
  Statement(const Connection* connection, Handle handle)
      : connection_(connection), handle_(std::move(handle)) {}

  const Connection* connection_ = nullptr;
  Handle handle_{nullptr, nullptr};
};

class Connection {
 public:
  enum class Mode { create, read_only };

  // Does not look into the file yet: a damaged one shows at the first statement.
  static core::Result<Connection> open(const std::string& path, Mode mode);

  // One or several statements without parameters or results.
  core::Status execute(const std::string& sql);
  core::Result<Statement> prepare(std::string_view sql) const;

  // The one integer that `sql` gives; 0 where it gives nothing.
  core::Result<std::int64_t> integer(std::string_view sql) const;
  core::Result<std::string> text(std::string_view sql) const;

  // All of `work`, or nothing of it.
  core::Status transact(const std::function<core::Status()>& work);

  // Whether the last error says that the file is damaged.
  bool damaged() const;
  core::Error error() const;  // "FILE: SQLite's words"

 private:
  using Handle = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;
  Connection(Handle handle, std::string path)
      : handle_(std::move(handle)), path_(std::move(path)) {}

  Handle handle_;
  std::string path_;
};

}  // namespace silicon::state
