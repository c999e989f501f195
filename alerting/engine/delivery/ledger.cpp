#include "alerting/engine/delivery/ledger.hpp"

#include <algorithm>

namespace silicon::engine {

namespace {

// Whether it has arrived nobody knows.
bool is_doubtful(const state::DeliveryMark& mark) {
  return mark.sent_at == core::Instant();
}

}  // namespace

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
  return found == marks_.end() || found->second.resolved || is_doubtful(found->second) ||
         found->second.starts_at != notice.starts_at;
}

Ledger::Orders Ledger::due(const Receiver& receiver, const std::vector<alert::Notice>& notices) {
  TellWebhook command{receiver.name, {}};
  Orders orders;
  for (const alert::Notice& notice : notices) {
    const Key key(receiver.name, notice.labels);
    if (const auto found = under_way_.find(key); found != under_way_.end()) {
      // Of alerts that came and went meanwhile the receiver need not know.
      const bool own = notice.starts_at == found->second.starts_at;
      if (own && notice.resolved && receiver.send_resolved) found->second.end = notice;
    } else if (is_news(receiver, key, notice)) {
      under_way_[key] = {notice.starts_at, std::nullopt};
      command.notices.push_back(notice);
      if (notice.resolved) continue;
      marks_[key] = {receiver.name, notice.labels, notice.starts_at, false, {}};
      orders.marks.push_back(marks_[key]);
    }
  }
  if (!command.notices.empty()) orders.tell = std::move(command);
  return orders;
}

Ledger::Orders Ledger::finished(const DeliveryFinished& event, core::Instant now) {
  Orders orders;
  std::vector<alert::Notice> ends;
  for (const alert::Notice& notice : event.notices) {
    Key key(event.receiver, notice.labels);
    const auto found = under_way_.find(key);
    if (found == under_way_.end()) continue;
    if (found->second.end) ends.push_back(*std::move(found->second.end));
    under_way_.erase(found);
    if (event.delivered) {
      orders.marks.push_back(
          {event.receiver, notice.labels, notice.starts_at, notice.resolved, now});
      marks_.insert_or_assign(std::move(key), orders.marks.back());
    } else if (const auto mark = marks_.find(key);
               mark != marks_.end() && is_doubtful(mark->second)) {
      marks_.erase(mark);
    }
  }
  orders.tell = due({event.receiver, true}, ends).tell;
  return orders;
}

std::vector<TellWebhook> Ledger::overdue_ends(const std::vector<Receiver>& receivers,
                                              const Exists& exists, core::Instant now) {
  std::map<std::string, std::vector<alert::Notice>> ends;
  for (const auto& [key, mark] : marks_) {
    if (mark.resolved || under_way_.count(key) > 0 || exists(mark.labels, mark.starts_at)) continue;
    alert::Notice& end = ends[mark.receiver].emplace_back();
    end.labels = mark.labels;
    end.starts_at = mark.starts_at;
    end.ends_at = now;
    end.resolved = true;
  }
  std::vector<TellWebhook> commands;
  for (const Receiver& receiver : receivers) {
    if (auto tell = due(receiver, ends[receiver.name]).tell) commands.push_back(*std::move(tell));
  }
  return commands;
}

std::vector<state::DeliveryMark> Ledger::set_back(core::Instant now) {
  std::vector<state::DeliveryMark> changed;
  for (auto& [key, mark] : marks_) {
    if (mark.starts_at <= now && mark.sent_at <= now) continue;
    mark.starts_at = std::min(mark.starts_at, now);
    mark.sent_at = std::min(mark.sent_at, now);
    changed.push_back(mark);
  }
  return changed;
}

void Ledger::prune(core::Instant time) {
  std::erase_if(marks_, [time](const auto& entry) {
    return entry.second.resolved && entry.second.sent_at < time;
  });
}

}  // namespace silicon::engine
