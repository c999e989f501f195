#include "exporter/runtime/shutdown.hpp"

#include <unistd.h>
#include <csignal>

#include <utility>

namespace silicon::runtime {
namespace {

constexpr int kInterruptedCode = 128 + SIGINT;  // as shells report it

sigset_t taken_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  return signals;
}

void drop_pending_signals() {
  const sigset_t signals = taken_signals();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    sigset_t pending;
    int taken = 0;
    if (sigpending(&pending) == 0 && sigismember(&pending, signal) == 1) sigwait(&signals, &taken);
  }
}

}  // namespace

Shutdown::Shutdown() {
  std::signal(SIGPIPE, SIG_IGN);
  const sigset_t signals = taken_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  thread_ = std::thread([this] { take_signals(); });
}

Shutdown::~Shutdown() {
  leaving_ = true;
  pthread_kill(thread_.native_handle(), SIGHUP);
  thread_.join();
  drop_pending_signals();
}

void Shutdown::take_signals() {
  const sigset_t signals = taken_signals();
  for (;;) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0) continue;
    if (leaving_) return;
    const std::lock_guard lock(mutex_);
    if (signal == SIGHUP) {
      reload_ = true;
    } else {
      if (signal == SIGINT && stop_) _exit(kInterruptedCode);
      stop_ = true;
    }
    tell();
  }
}

void Shutdown::tell() {
  wished_.notify_all();
  if (wake_) wake_();
}

Wish Shutdown::wait_for(core::Duration limit) {
  std::unique_lock lock(mutex_);
  wished_.wait_for(lock, limit, [this] { return stop_ || reload_; });
  return take_locked();
}

Wish Shutdown::take() {
  const std::lock_guard lock(mutex_);
  return take_locked();
}

Wish Shutdown::take_locked() {
  if (stop_) return Wish::stop;
  return std::exchange(reload_, false) ? Wish::reload : Wish::none;
}

void Shutdown::set_waker(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

bool Shutdown::requested() const {
  const std::lock_guard lock(mutex_);
  return stop_;
}

void Shutdown::request() {
  const std::lock_guard lock(mutex_);
  stop_ = true;
  tell();
}

}  // namespace silicon::runtime
