#include "exporter/platform/probing/prober.hpp"

#include <algorithm>
#include <utility>

#include "exporter/runtime/logging/logging.hpp"

namespace silicon::probing {
namespace {

using namespace std::chrono_literals;

// So that a hundred probes of one interval do not all connect at the same moment.
core::SteadyDuration offset(const Probe& probe, std::size_t place, std::size_t count) {
  const core::SteadyDuration spread = std::min<core::Duration>(probe.interval, 1s);
  return spread * static_cast<std::int64_t>(place) / static_cast<std::int64_t>(count);
}

void say_change(const Probe& probe, bool was_failing, const probes::Outcome& outcome) {
  if (outcome.success() != was_failing) return;
  if (outcome.success()) {
    runtime::log_info("probe succeeds again", {{"probe", probe.name}});
  } else {
    runtime::log_warning("probe fails", {{"probe", probe.name}, {"problem", outcome.problem}});
  }
}

}  // namespace

Prober::Prober(std::vector<Probe> probes, const core::Clock& clock) : clock_(clock) {
  const core::SteadyInstant now = clock_.steady();
  const std::size_t count = probes.size();
  for (Probe& probe : probes) {
    const core::SteadyInstant due = now + offset(probe, seats_.size(), count);
    probes::Record record = probes::new_record(probe.name, probe.url_text);
    seats_.push_back({std::move(probe), std::move(record), due, false});
  }
  for (std::size_t i = 0; i < std::min(count, kMostAtOnce); ++i) {
    threads_.emplace_back([this] { work(); });
  }
}

Prober::~Prober() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  cancellation_.cancel();
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::vector<probes::Record> Prober::records() const {
  const std::lock_guard lock(mutex_);
  std::vector<probes::Record> records;
  for (const Seat& seat : seats_) records.push_back(seat.record);
  return records;
}

void Prober::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    Seat* seat = next_due();
    if (seat == nullptr) {
      wake_.wait(lock);
      continue;
    }
    const core::SteadyDuration ahead = seat->due - clock_.steady();
    if (ahead > core::SteadyDuration::zero()) {
      wake_.wait_for(lock, ahead);
    } else {
      try_one(lock, *seat);
    }
  }
}

Prober::Seat* Prober::next_due() {
  Seat* next = nullptr;
  for (Seat& seat : seats_) {
    if (seat.under_way) continue;
    if (next == nullptr || seat.due < next->due) next = &seat;
  }
  return next;
}

void Prober::try_one(std::unique_lock<std::mutex>& lock, Seat& seat) {
  seat.under_way = true;
  lock.unlock();
  probes::Outcome outcome = attempt(seat.probe, clock_, &cancellation_);
  lock.lock();
  seat.under_way = false;
  if (stopping_) return;
  // On the probe's own grid; what was missed is not made up for.
  while (seat.due <= clock_.steady()) seat.due += seat.probe.interval;
  say_change(seat.probe, seat.record.consecutive_failures > 0, outcome);
  probes::add(seat.record, std::move(outcome));
  wake_.notify_one();
}

}  // namespace silicon::probing
