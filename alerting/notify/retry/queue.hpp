// Messages on their way to one integration of a receiver: one under way at a time, again after a
// failure, within a rate. A message that fails by itself lets those of other groups pass; where the
// receiver as a whole does not answer, or asks for time, all of them wait. Messages of one group
// stay in their order. Neither a socket nor a clock: it is handed answers and the time.
// One thread at a time. Tested by tests/alerting/notify/retry/queue_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "alerting/notify/message/notification.hpp"
#include "alerting/notify/retry/judge.hpp"
#include "alerting/notify/retry/rate_limit.hpp"
#include "exporter/core/time.hpp"

namespace silicon::notify {

// Whom a failure concerns: this message, or whatever is sent there.
enum class Concern { message, receiver };

// What is said of a message when it has been tried.
struct QueuedMessage {
  std::uint64_t id = 0;
  std::string group_key;
  std::string reason;
  std::size_t firing = 0;
  std::size_t resolved = 0;
};

class Queue {
 public:
  // What is to be sent now. Several messages: a digest of them.
  struct Turn {
    std::vector<QueuedMessage> messages;
    Notification notification;
    std::uint32_t failures = 0;  // of it so far, in a row
    std::size_t done = 0;        // as finish() was told
  };

  explicit Queue(std::uint64_t seed) : seed_(seed) {}
  Queue(Queue&&) = default;
  Queue& operator=(Queue&&) = default;
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  ~Queue() = default;

  // How many messages may go out in how long. Beyond, they become digests, but not for receivers
  // that keep a state by group.
  void set_limit(std::optional<RateLimit> limit, bool by_group);

  // Adds a message, but not one that is there already. Those that it replaces are dropped; one that
  // is under way is not tried again.
  void push(std::uint64_t id, Notification notification, std::span<const std::uint64_t> replaces);

  // nullopt when there is nothing, something is under way, or it is not yet time.
  std::optional<Turn> take(core::Instant now);

  // What became of it, and how much of a message of several parts has been delivered: handed back
  // with the next turn. Returns what it comes to: a digest that is refused is retried, its messages
  // one by one.
  Verdict finish(const Judgement& judgement, Concern concern, std::size_t done, core::Instant now);

  // Takes everything out that is not under way: there is nobody to send it to.
  std::vector<QueuedMessage> clear();

  // When take() is worth calling next; nullopt while one is under way or nothing waits.
  std::optional<core::Instant> due() const;

  bool under_way() const { return !sending_.empty(); }
  std::size_t size() const { return entries_.size(); }
  // Nothing has got through since the receiver as a whole failed.
  bool failing() const { return receiver_failures_ > 0; }

 private:
  struct Entry {
    std::uint64_t id = 0;
    Notification notification;
    std::uint32_t failures = 0;
    core::Instant not_before{};
    std::size_t done = 0;
    bool under_way = false;
    bool replaced = false;  // while under way
    bool alone = false;     // part of a digest that was refused
    bool leads = false;     // nothing older of its group is there
  };
  using Entries = std::list<Entry>;
  using Place = Entries::iterator;

  void drop(Place place);
  void watch_clock(core::Instant now);
  std::vector<Place> ready(core::Instant now);
  Turn single(Place place);
  Turn together(const std::vector<Place>& places);
  void take_back(const std::vector<Place>& sent, const Judgement& judgement, Concern concern,
                 std::size_t done, core::Instant now);

  std::uint64_t seed_;
  std::optional<RateLimit> limit_;
  bool by_group_ = false;
  RateState rate_;
  // Thousands may wait while a receiver is dead: none of them is looked for among all.
  Entries entries_;
  std::unordered_map<std::uint64_t, Place> by_id_;
  std::unordered_map<std::string, std::vector<Place>> groups_;  // in their order
  std::size_t retried_ = 0;                                     // of the entries
  std::vector<Place> sending_;
  bool crowded_ = false;                 // messages wait because of the limit
  std::set<std::uint64_t> failed_;       // messages, since the last success
  std::uint32_t receiver_failures_ = 0;  // in a row
  core::Instant not_before_{};
  core::Instant last_{};
};

}  // namespace silicon::notify
