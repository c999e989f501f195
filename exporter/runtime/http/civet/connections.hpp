// Who is connected, in which phase, and whose time is over. civetweb gives every connection a
// worker thread for as long as it is open, so silent, slow and merely idle connections must go when
// others wait; this class finds them and cuts them. One thread of its own does that, asleep while
// nobody is connected. Any thread. The judgement is the pure next_cut(). Tested by
// tests/exporter/runtime/http/civet/connections_test.cpp.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "exporter/core/time.hpp"

struct mg_connection;

namespace silicon::runtime {

enum class ConnectionPhase {
  fresh,      // its first request is not complete
  reading,    // a request's body is being read
  answering,  // the handler is at work
  sending,    // the answer is being sent
  idle,       // between two requests
};

struct ConnectionState {
  ConnectionPhase phase = ConnectionPhase::fresh;
  core::SteadyInstant since;
};

struct ConnectionLimits {
  std::size_t workers = 16;
  core::SteadyDuration request = std::chrono::seconds(5);  // for `fresh`, and for `reading`
  core::SteadyDuration sending = std::chrono::seconds(30);
  core::SteadyDuration idle = std::chrono::seconds(90);
  // What every connection may take before it can lose its worker to one that waits for it.
  core::SteadyDuration grace = std::chrono::milliseconds(100);
};

struct Cut {
  std::size_t index = 0;  // into `connections`
  core::SteadyInstant when;
};

// Which connection is to be cut next and when, if nothing changes. With all workers taken, one
// connection's time ends early: that of the oldest fresh one; without such, of the one idle for
// longest; without such, of the slowest reader of an answer. A handler at work is never cut.
std::optional<Cut> next_cut(const std::vector<ConnectionState>& connections,
                            const ConnectionLimits& limits);

class Connections {
 public:
  using Id = const mg_connection*;

  // Ends a connection from outside, as if its peer had gone; false: try again soon. It is called
  // between open() and close() only, never during them.
  using ShutDown = std::function<bool(Id)>;

  Connections(const ConnectionLimits& limits, const core::Clock& clock, ShutDown shut_down);
  ~Connections();
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  void open(Id id);
  void enter(Id id, ConnectionPhase phase);
  void close(Id id);  // before its socket is closed

  // Whether the connection may stay open after this answer: at most half of the workers are given
  // away like this, so that newcomers always find one.
  bool grant_idling(Id id);

  // From now on no connection may idle, and those that do are cut.
  void begin_ending();

  // Waits until no handler is at work and no answer on its way; false when `limit` was too short.
  bool wait_until_quiet(core::SteadyDuration limit);

  std::size_t open_count() const;

 private:
  struct Entry {
    ConnectionState state;
    bool may_idle = false;
    bool cut = false;
  };

  void watch();
  std::optional<core::SteadyInstant> cut_overdue();
  bool is_quiet() const;

  const ConnectionLimits limits_;
  const core::Clock& clock_;
  const ShutDown shut_down_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;  // for the watching thread
  std::condition_variable quiet_;
  std::map<Id, Entry> entries_;
  std::size_t idling_ = 0;
  bool ending_ = false;
  bool leaving_ = false;
  std::thread thread_;
};

}  // namespace silicon::runtime
