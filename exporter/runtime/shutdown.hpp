// What the operator asks of a running program by signals: stop (SIGINT, SIGTERM) or reload
// (SIGHUP). The signals are blocked in every thread and taken by one thread of this object's own,
// so no code of ours ever runs inside a signal handler, on Linux and macOS alike. Construct it
// before any other thread, and once: threads inherit the mask. Everything else is for any thread.
// Tested by tests/exporter/runtime/shutdown_test.cpp.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "exporter/core/time.hpp"

namespace silicon::runtime {

enum class Wish { none, reload, stop };

class Shutdown {
 public:
  // Blocks the signals in this thread and those it will start, and ignores SIGPIPE. The first
  // SIGINT or SIGTERM is a wish to stop; a second SIGINT ends the process at once with code 130.
  Shutdown();
  // The signals stay blocked, and those that came too late are dropped: a program that is ending in
  // good order is not to be killed on its last lines.
  ~Shutdown();
  Shutdown(const Shutdown&) = delete;
  Shutdown& operator=(const Shutdown&) = delete;

  // Waits until there is a wish, at most this long. A wish to reload is handed out once; the wish
  // to stop stays, for every waiting thread.
  Wish wait_for(core::Duration limit);

  // The same without waiting, and what to call when there is something to take, for whoever waits
  // for more than signals. It is called by another thread, and not once it has been replaced.
  Wish take();
  void set_waker(std::function<void()> wake);

  // Whether stopping was asked for. Never waits.
  bool requested() const;

  // Asks for it from inside, as SIGTERM would.
  void request();

 private:
  void take_signals();
  void tell();
  Wish take_locked();

  mutable std::mutex mutex_;
  std::condition_variable wished_;
  bool stop_ = false;
  bool reload_ = false;
  std::function<void()> wake_;
  std::atomic<bool> leaving_ = false;
  std::thread thread_;
};

}  // namespace silicon::runtime
