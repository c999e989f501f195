// What receivers that keep no state of their own (webhooks) have been told, so that each is told of
// each alert's beginning and end once, also across restarts, although notices are handed out again
// and again. One thread at a time. Tested by tests/alerting/engine/delivery/ledger_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "alerting/engine/commands.hpp"
#include "alerting/state/saved.hpp"

namespace silicon::engine {

struct Receiver {
  std::string name;
  bool send_resolved = true;
};

class Ledger {
 public:
  void restore(std::vector<state::DeliveryMark> marks);

  // Of the notices, what the receiver does not know yet; nothing when it knows all. What is under
  // way to it counts as known.
  std::optional<TellWebhook> due(const Receiver& receiver,
                                 const std::vector<alert::Notice>& notices);

  // What to remember of a delivery: nothing when it failed, and what it held is due again. Ends
  // that came while their beginnings were under way are due now.
  struct Outcome {
    std::vector<state::DeliveryMark> marks;
    std::optional<TellWebhook> next;
  };
  Outcome finished(const DeliveryFinished& event, core::Instant now);

  // Forgets ends that were told before `time`.
  void prune(core::Instant time);

 private:
  using Key = std::pair<std::string, core::Labels>;  // receiver, alert

  bool is_news(const Receiver& receiver, const Key& key, const alert::Notice& notice) const;

  std::map<Key, state::DeliveryMark> marks_;
  // Deliveries under way, with the end that is to follow.
  std::map<Key, std::optional<alert::Notice>> under_way_;
};

}  // namespace silicon::engine
