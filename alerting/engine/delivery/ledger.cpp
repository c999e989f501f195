#include "alerting/engine/delivery/ledger.hpp"

namespace silicon::engine {

void Ledger::restore(std::vector<state::DeliveryMark> marks) {
  for (state::DeliveryMark& mark : marks) {
    Key key(mark.receiver, mark.labels);
    marks_.insert_or_assign(std::move(key), std::move(mark));
  }
}

bool Ledger::is_news(const Receiver& receiver, const Key& key, const alert::Notice& notice) const {
  const auto found = marks_.find(key);
  if (notice.resolved) {
    // An end is news only to who was told of the beginning.
    return receiver.send_resolved && found != marks_.end() && !found->second.resolved &&
           found->second.starts_at == notice.starts_at;
  }
  return found == marks_.end() || found->second.resolved ||
         found->second.starts_at != notice.starts_at;
}

std::optional<TellWebhook> Ledger::due(const Receiver& receiver,
                                       const std::vector<alert::Notice>& notices) {
  TellWebhook command{receiver.name, {}};
  for (const alert::Notice& notice : notices) {
    const Key key(receiver.name, notice.labels);
    if (const auto found = under_way_.find(key); found != under_way_.end()) {
      if (notice.resolved && receiver.send_resolved) found->second = notice;
    } else if (is_news(receiver, key, notice)) {
      under_way_[key] = std::nullopt;
      command.notices.push_back(notice);
    }
  }
  if (command.notices.empty()) return std::nullopt;
  return command;
}

Ledger::Outcome Ledger::finished(const DeliveryFinished& event, core::Instant now) {
  Outcome outcome;
  std::vector<alert::Notice> ends;
  for (const alert::Notice& notice : event.notices) {
    Key key(event.receiver, notice.labels);
    const auto found = under_way_.find(key);
    if (found == under_way_.end()) continue;
    if (found->second) ends.push_back(*std::move(found->second));
    under_way_.erase(found);
    if (!event.delivered) continue;
    outcome.marks.push_back(
        {event.receiver, notice.labels, notice.starts_at, notice.resolved, now});
    marks_.insert_or_assign(std::move(key), outcome.marks.back());
  }
  outcome.next = due({event.receiver, true}, ends);
  return outcome;
}

void Ledger::prune(core::Instant time) {
  std::erase_if(marks_, [time](const auto& entry) {
    return entry.second.resolved && entry.second.sent_at < time;
  });
}

}  // namespace silicon::engine
