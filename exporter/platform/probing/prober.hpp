// Tries probes again and again, each at its own interval, on a few threads of its own: a service
// that hangs costs one thread for the probe's timeout. Says in the log when a service fails and
// when it is back. Thread-safe. Tested by tests/exporter/platform/probing/prober_test.cpp.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/platform/probing/attempt.hpp"
#include "exporter/sources/probes/record.hpp"

namespace silicon::probing {

// More than a handful of hanging services is rare, and a thread that waits costs 10 to 20 KB.
inline constexpr std::size_t kMostAtOnce = 16;

class Prober {
 public:
  // Begins at once, the first tries spread over the first second or the probe's interval.
  Prober(std::vector<Probe> probes, const core::Clock& clock);
  ~Prober();  // cancels what is under way
  Prober(const Prober&) = delete;
  Prober& operator=(const Prober&) = delete;

  // What is known now, in the probes' order.
  std::vector<probes::Record> records() const;

 private:
  struct Seat {
    Probe probe;
    probes::Record record;
    core::SteadyInstant due;
    bool under_way = false;
  };

  void work();
  Seat* next_due();
  void try_one(std::unique_lock<std::mutex>& lock, Seat& seat);

  const core::Clock& clock_;
  runtime::Cancellation cancellation_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Seat> seats_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace silicon::probing
