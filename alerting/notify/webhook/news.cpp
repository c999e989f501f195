#include "alerting/notify/webhook/news.hpp"

namespace silicon::webhook {

std::vector<alert::Notice> News::take(std::span<const alert::Notice> notices, core::Instant now) {
  std::vector<alert::Notice> result;
  for (const alert::Notice& notice : notices) {
    if (is_news(notice, now)) result.push_back(notice);
  }
  return result;
}

bool News::is_news(const alert::Notice& notice, core::Instant now) {
  const auto known = told_.find(notice.labels);
  if (notice.resolved) {
    if (known == told_.end()) return false;
    told_.erase(known);
    return send_resolved_;
  }
  const bool old = known != told_.end() && known->second.starts_at == notice.starts_at &&
                   now < known->second.told_at + repeat_;
  if (!old) told_[notice.labels] = {notice.starts_at, now};
  return !old;
}

}  // namespace silicon::webhook
