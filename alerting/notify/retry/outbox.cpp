#include "alerting/notify/retry/outbox.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "alerting/notify/retry/back_off.hpp"

namespace silicon::notify {

void Outbox::push(std::span<const alert::Notice> notices) {
  Places places;
  for (std::size_t i = 0; i < waiting_.size(); ++i) places.emplace(waiting_[i].labels.hash(), i);
  for (const alert::Notice& notice : notices) add(notice, places);
  trim();
}

void Outbox::add(const alert::Notice& notice, Places& places) {
  const std::uint64_t hash = notice.labels.hash();
  const auto [first, last] = places.equal_range(hash);
  for (auto place = first; place != last; ++place) {
    alert::Notice& other = waiting_[place->second];
    if (other.labels != notice.labels || other.starts_at != notice.starts_at) continue;
    other = notice;
    return;
  }
  places.emplace(hash, waiting_.size());
  waiting_.push_back(notice);
}

void Outbox::trim() {
  while (waiting_.size() > limits_.notices) {
    waiting_.pop_front();
    ++counts_.dropped;
  }
}

void Outbox::drop_expired(core::Instant now) {
  counts_.expired += std::erase_if(waiting_, [&](const alert::Notice& notice) {
    return !notice.resolved && notice.ends_at <= now;
  });
}

std::optional<std::vector<alert::Notice>> Outbox::take(core::Instant now) {
  if (under_way() || now < not_before_) return std::nullopt;
  drop_expired(now);
  if (waiting_.empty()) return std::nullopt;
  const auto size = static_cast<std::ptrdiff_t>(std::min(waiting_.size(), limits_.batch));
  const auto end = waiting_.begin() + size;
  sending_.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  return sending_;
}

void Outbox::finish(const Judgement& judgement, core::Instant now) {
  assert(under_way());
  std::vector<alert::Notice> batch = std::exchange(sending_, {});
  last_error_ = judgement.verdict == Verdict::delivered ? "" : judgement.reason;
  if (judgement.verdict != Verdict::retry) {
    auto& count = judgement.verdict == Verdict::delivered ? counts_.delivered : counts_.refused;
    count += batch.size();
    failures_ = 0;
    not_before_ = {};
    return;
  }
  ++counts_.failures;
  ++failures_;
  not_before_ = now + judgement.wait.value_or(back_off(failures_, seed_));
  // In front again, but not where something newer of the same alert has come meanwhile.
  const std::vector<alert::Notice> newer(std::make_move_iterator(waiting_.begin()),
                                         std::make_move_iterator(waiting_.end()));
  waiting_.assign(std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.end()));
  push(newer);
}

std::optional<core::Instant> Outbox::due() const {
  if (under_way() || waiting_.empty()) return std::nullopt;
  return not_before_;
}

}  // namespace silicon::notify
