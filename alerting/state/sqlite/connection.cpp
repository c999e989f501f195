#include "alerting/state/sqlite/connection.hpp"

#include <sqlite3.h>

namespace silicon::state {
namespace {

// For another process that is writing; ours is the only one that does for long.
constexpr int kBusyMilliseconds = 2000;

}  // namespace

bool is_damage(int sqlite_code) {
  const int primary = sqlite_code & 0xff;
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  sqlite3_bind_int64(handle_.get(), parameter, value);
  return *this;
}

Statement& Statement::bind(int parameter, double value) {
  // A NaN would become NULL, which is how it is read back.
  sqlite3_bind_double(handle_.get(), parameter, value);
  return *this;
}

Statement& Statement::bind_text(int parameter, std::string_view value) {
  sqlite3_bind_text64(handle_.get(), parameter, value.data(), value.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view value) {
  // Never NULL, not even an empty one.
  const char* data = value.empty() ? "" : value.data();
  sqlite3_bind_blob64(handle_.get(), parameter, data, value.size(), SQLITE_STATIC);
  return *this;
}

core::Status Statement::run() {
  return each([] { return true; });
}

core::Status Statement::each(const std::function<bool()>& visit) {
  int code = sqlite3_step(handle_.get());
  while (code == SQLITE_ROW && visit()) code = sqlite3_step(handle_.get());
  const bool ok = code == SQLITE_DONE || code == SQLITE_ROW;
  core::Status status = ok ? core::Status(core::Done{}) : core::Status(connection_->error());
  sqlite3_reset(handle_.get());
  sqlite3_clear_bindings(handle_.get());
  return status;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

double Statement::number(int column) const {
  return sqlite3_column_double(handle_.get(), column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::string_view Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(handle_.get(), column);
  const int size = sqlite3_column_bytes(handle_.get(), column);
  return data == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

core::Result<Connection> Connection::open(const std::string& path, Mode mode) {
  const int flags =
      mode == Mode::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Connection connection(Handle(opened, sqlite3_close), path);
  if (code != SQLITE_OK) return connection.error();
  sqlite3_busy_timeout(opened, kBusyMilliseconds);
  return connection;
}

core::Status Connection::execute(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return error();
  }
  return core::Done{};
}

core::Result<Statement> Connection::prepare(std::string_view sql) const {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &prepared, nullptr);
  if (code != SQLITE_OK) return error();
  return Statement(this, Statement::Handle(prepared, sqlite3_finalize));
}

core::Result<std::int64_t> Connection::integer(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) return std::move(statement).error();
  std::int64_t value = 0;
  const core::Status status = statement->each([&] {
    value = statement->integer(0);
    return false;
  });
  if (!status) return status.error();
  return value;
}

core::Result<std::string> Connection::text(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) return std::move(statement).error();
  std::string value;
  const core::Status status = statement->each([&] {
    value = statement->bytes(0);
    return false;
  });
  if (!status) return status.error();
  return value;
}

core::Status Connection::transact(const std::function<core::Status()>& work) {
  if (core::Status begun = execute("BEGIN IMMEDIATE"); !begun) return begun;
  core::Status status = work();
  if (status) status = execute("COMMIT");
  if (!status) {
    // The first error is the one to tell; after some errors SQLite has rolled back already.
    const core::Status ignored = execute("ROLLBACK");
    static_cast<void>(ignored);
  }
  return status;
}

bool Connection::damaged() const {
  return is_damage(sqlite3_errcode(handle_.get()));
}

core::Error Connection::error() const {
  const std::string words = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_.get());
  return core::Error(path_ + ": " + words);
}

}  // namespace silicon::state
