#include "exporter/serve/sampling/lane.hpp"

#include <algorithm>
#include <cassert>
#include <exception>
#include <utility>

#include "exporter/serve/sampling/cadence.hpp"

namespace silicon::serve {
namespace {

using Readings = std::shared_ptr<const core::Families>;

// The families of one sample, or the failure in words. Sources do not throw; what they call may.
Readings read(sources::Source& source, const sources::Tick& tick, std::string& problem) {
  try {
    core::Result<core::Families> families = source.sample(tick);
    if (families) return std::make_shared<const core::Families>(std::move(*families));
    problem = families.error().message();
  } catch (const std::exception& exception) {
    problem = exception.what();
  }
  if (problem.empty()) problem = "failed without saying why";
  return nullptr;
}

}  // namespace

Lane::Lane(const Surroundings& surroundings, Seats seats, bool publishes)
    : surroundings_(surroundings), seats_(std::move(seats)), publishes_(publishes) {}

Lane::~Lane() {
  assert(!running_);
  if (thread_.joinable()) thread_.join();
}

void Lane::start() {
  running_ = true;
  thread_ = std::thread([this] { run(); });
}

Seats Lane::rescue(bool& publishes) {
  const std::lock_guard lock(mutex_);
  publishes = false;
  if (busy_ == nullptr || surroundings_.clock.steady() - busy_since_ <= busy_->budget) return {};
  pin(busy_->place, running_late(surroundings_.board.health(busy_->place), busy_->budget), nullptr);
  const auto others = std::partition(seats_.begin(), seats_.end(),
                                     [&](const auto& seat) { return seat.get() == busy_; });
  Seats rescued(std::make_move_iterator(others), std::make_move_iterator(seats_.end()));
  seats_.erase(others, seats_.end());
  if (!rescued.empty()) publishes = std::exchange(publishes_, false);
  return rescued;
}

void Lane::ask_to_stop() {
  const std::lock_guard lock(mutex_);
  stop_asked_ = true;
  wake_.notify_all();
}

std::string Lane::stop_within(core::Duration patience) {
  ask_to_stop();
  std::unique_lock lock(mutex_);
  if (ended_.wait_for(lock, patience, [&] { return !running_; })) return {};
  if (busy_ == nullptr) return "(between samples)";
  return std::string(surroundings_.board.health(busy_->place).name());
}

void Lane::run() {
  std::unique_lock lock(mutex_);
  while (!stop_asked_) {
    Seat* seat = most_urgent();
    if (seat == nullptr) {
      wake_.wait(lock);
      continue;
    }
    const core::SteadyDuration ahead = seat->due - surroundings_.clock.steady();
    if (ahead.count() <= 0) {
      sample(lock, *seat);
      continue;
    }
    if (publishes_ && std::exchange(unpublished_, false)) surroundings_.board.publish();
    wake_.wait_for(lock, ahead);
  }
  running_ = false;
  ended_.notify_all();
}

void Lane::sample(std::unique_lock<std::mutex>& lock, Seat& seat) {
  const core::SteadyInstant begin = surroundings_.clock.steady();
  busy_ = &seat;
  busy_since_ = begin;
  lock.unlock();
  std::string problem;
  const core::Instant wall = surroundings_.clock.now();
  Readings readings = read(*seat.source, {begin, wall}, problem);
  lock.lock();
  busy_ = nullptr;
  const core::SteadyInstant end = surroundings_.clock.steady();
  seat.due = next_due(surroundings_.origin, seat.interval, end);
  const Finished finished{end - begin, surroundings_.clock.now(), std::move(problem)};
  pin(seat.place, after(surroundings_.board.health(seat.place), finished, seat.budget),
      std::move(readings));
  unpublished_ = true;
}

void Lane::pin(std::size_t place, const SourceHealth& after, Readings readings) {
  const SourceHealth before = surroundings_.board.health(place);
  surroundings_.board.pin(place, after, std::move(readings));
  if (before.state != after.state && surroundings_.changed) surroundings_.changed(before, after);
}

Seat* Lane::most_urgent() const {
  const auto seat = std::min_element(seats_.begin(), seats_.end(),
                                     [](const auto& a, const auto& b) { return a->due < b->due; });
  return seat == seats_.end() ? nullptr : seat->get();
}

}  // namespace silicon::serve
