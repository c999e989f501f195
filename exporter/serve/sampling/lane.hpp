// One thread that samples its sources in turn, each at its own points of the grid. When one of them
// does not come back within its budget the others can be taken out and given to another lane, so
// that a source that hangs costs only itself. Thread-safe except start(). Tested by
// tests/exporter/serve/sampling/sampler_test.cpp.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/serve/sampling/board.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::serve {

// A source and its place in time.
struct Seat {
  std::size_t place = 0;  // on the board
  std::unique_ptr<sources::Source> source;
  core::Duration interval{};
  core::Duration budget{};
  core::SteadyInstant due;
};
using Seats = std::vector<std::unique_ptr<Seat>>;

// What lanes share. `changed` is called with a source's health before and after whenever its state
// changes, from the thread that found out, with a lock held: it must not call back.
struct Surroundings {
  const core::Clock& clock;
  Board& board;
  core::SteadyInstant origin;
  std::function<void(const SourceHealth& before, const SourceHealth& after)> changed;
};

class Lane {
 public:
  // A lane that publishes makes the board's news visible after each round of samples.
  Lane(const Surroundings& surroundings, Seats seats, bool publishes);
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  ~Lane();  // requires that the thread has ended: see stop_within()

  void start();

  // If a sample is past its budget: marks its source late and hands over everybody else here,
  // together with the duty to publish. Empty otherwise, and for a source that sits alone.
  Seats rescue(bool& publishes);

  // Asks the thread to end after the sample in hand.
  void ask_to_stop();

  // Waits until the thread has ended, at most for `patience`. Returns the name of the source that
  // holds it up, or "" when it has ended.
  std::string stop_within(core::Duration patience);

 private:
  void run();
  void sample(std::unique_lock<std::mutex>& lock, Seat& seat);
  void pin(std::size_t place, const SourceHealth& after,
           std::shared_ptr<const core::Families> readings);
  Seat* most_urgent() const;

  const Surroundings& surroundings_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;  // work to do, or stop asked for
  std::condition_variable ended_;
  Seats seats_;
  bool publishes_;
  bool unpublished_ = false;
  bool stop_asked_ = false;
  bool running_ = false;
  const Seat* busy_ = nullptr;  // whose sample is running
  core::SteadyInstant busy_since_;
  std::thread thread_;
};

}  // namespace silicon::serve
