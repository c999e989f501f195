// What is still to be told to one receiver: notices in the order they came, at most one for each
// alert, sent in batches one after the other, again after a failure. Neither a socket nor a clock:
// it is handed answers and the time.
// One thread at a time. Tested by tests/alerting/notify/retry/outbox_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "alerting/notify/retry/judge.hpp"
#include "exporter/core/time.hpp"

namespace silicon::notify {

struct OutboxLimits {
  std::size_t notices = 10'000;  // waiting; beyond, the oldest is dropped. Prometheus's number
  std::size_t batch = 256;       // in one delivery. Prometheus's number
};

// Since the outbox was made, in notices.
struct OutboxCounts {
  std::uint64_t delivered = 0;
  std::uint64_t refused = 0;   // by the receiver, for good
  std::uint64_t dropped = 0;   // for want of room
  std::uint64_t expired = 0;   // firing ones that no longer held when their turn came
  std::uint64_t failures = 0;  // deliveries that were, or will be, tried again
};

class Outbox {
 public:
  Outbox(const OutboxLimits& limits, std::uint64_t seed) : limits_(limits), seed_(seed) {}

  // Adds notices. One of the same alert that still waits is replaced and keeps its place; the same
  // means the same labels and beginning, so that the end of what was before is told as well.
  void push(std::span<const alert::Notice> notices);

  // The batch to send now; nullopt when there is none, one is under way, or it is not yet time to
  // try again. A firing notice that no longer holds (ends_at is past) is not sent: to its receiver
  // it would mean that all is well.
  std::optional<std::vector<alert::Notice>> take(core::Instant now);

  // What became of the batch under way.
  void finish(const Judgement& judgement, core::Instant now);

  // When take() is worth calling next; nullopt while one is under way or nothing waits.
  std::optional<core::Instant> due() const;

  bool under_way() const { return !sending_.empty(); }
  std::size_t waiting() const { return waiting_.size() + sending_.size(); }
  const OutboxCounts& counts() const { return counts_; }
  const std::string& last_error() const { return last_error_; }  // "" after a success

 private:
  using Places = std::unordered_multimap<std::uint64_t, std::size_t>;  // in waiting_, by labels

  void add(const alert::Notice& notice, Places& places);
  void drop_expired(core::Instant now);
  void trim();

  OutboxLimits limits_;
  std::uint64_t seed_;
  std::deque<alert::Notice> waiting_;
  std::vector<alert::Notice> sending_;
  std::uint32_t failures_ = 0;  // in a row
  core::Instant not_before_{};
  OutboxCounts counts_;
  std::string last_error_;
};

}  // namespace silicon::notify
