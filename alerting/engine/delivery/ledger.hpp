// What receivers that keep no state of their own (webhooks) have been told, so that each is told of
// each alert's beginning and end once, also across restarts, although notices are handed out again
// and again. One thread at a time. Tested by tests/alerting/engine/delivery/ledger_test.cpp.
#pragma once

#include <functional>
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

  // What to remember, and then what to tell. A beginning is remembered as doubtful before it is
  // told: whoever dies in between tells it again, or its end.
  struct Orders {
    std::vector<state::DeliveryMark> marks;
    std::optional<TellWebhook> tell;
  };

  // Of the notices, what the receiver does not know yet. What is under way to it counts as known.
  Orders due(const Receiver& receiver, const std::vector<alert::Notice>& notices);

  // Of a delivery that failed nothing is remembered, and what it held is due again. Ends that came
  // while their beginnings were under way are due now.
  Orders finished(const DeliveryFinished& event, core::Instant now);

  // Ends for those that a receiver believes to fire although `exists` knows no such alert: its rule
  // is gone, or nobody could be told before it was forgotten. No words are left of them but labels.
  using Exists = std::function<bool(const core::Labels& alert, core::Instant starts_at)>;
  std::vector<TellWebhook> overdue_ends(const std::vector<Receiver>& receivers,
                                        const Exists& exists, core::Instant now);

  // The clock was set back: what began in the future began now, as its alert did. Returns what is
  // to be remembered of it.
  std::vector<state::DeliveryMark> set_back(core::Instant now);

  // Forgets ends that were told before `time`.
  void prune(core::Instant time);

 private:
  using Key = std::pair<std::string, core::Labels>;  // receiver, alert

  bool is_news(const Receiver& receiver, const Key& key, const alert::Notice& notice) const;

  std::map<Key, state::DeliveryMark> marks_;
  // Of an alert, the delivery under way, and the end that is to follow.
  struct UnderWay {
    core::Instant starts_at;
    std::optional<alert::Notice> end;
  };
  std::map<Key, UnderWay> under_way_;
};

}  // namespace silicon::engine
