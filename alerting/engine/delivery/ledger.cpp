#include "alerting/engine/delivery/ledger.hpp"

namespace silicon::engine {

void Ledger::restore(std::vector<state::DeliveryMark> marks) {
  for (state::DeliveryMark& mark : marks) {
    Key key(mark.receiver, mark.labels);
    marks_.insert_or_assign(std::move(key), std::move(mark));
  }
}

bool Ledger::is_news(const Receiver& receiver, const alert::Notice& notice) const {
  const Key key(receiver.name, notice.labels);
  if (keys_under_way_.count(key) > 0) return false;
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
  TellWebhook command;
  for (const alert::Notice& notice : notices) {
    if (is_news(receiver, notice)) command.notices.push_back(notice);
  }
  if (command.notices.empty()) return std::nullopt;
  command.delivery = ++last_delivery_;
  command.receiver = receiver.name;
  for (const alert::Notice& notice : command.notices) {
    keys_under_way_.emplace(receiver.name, notice.labels);
  }
  under_way_[command.delivery] = command;
  return command;
}

std::vector<state::DeliveryMark> Ledger::finished(const DeliveryFinished& event,
                                                  core::Instant now) {
  const auto found = under_way_.find(event.delivery);
  if (found == under_way_.end()) return {};
  const TellWebhook told = std::move(found->second);
  under_way_.erase(found);
  std::vector<state::DeliveryMark> marks;
  for (const alert::Notice& notice : told.notices) {
    Key key(told.receiver, notice.labels);
    keys_under_way_.erase(key);
    if (!event.delivered) continue;
    marks.push_back({told.receiver, notice.labels, notice.starts_at, notice.resolved, now});
    marks_.insert_or_assign(std::move(key), marks.back());
  }
  return marks;
}

void Ledger::prune(core::Instant time) {
  std::erase_if(marks_, [time](const auto& entry) {
    return entry.second.resolved && entry.second.sent_at < time;
  });
}

}  // namespace silicon::engine
