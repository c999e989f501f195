#include "alerting/engine/notifications/health.hpp"

#include <algorithm>
#include <utility>

#include "alerting/alert/own_alerts.hpp"

namespace silicon::engine {
namespace {

using Key = std::pair<std::string, std::string>;

alert::Notice notice_of(const Key& key, alert::Annotations annotations) {
  alert::Notice notice;
  notice.origin = alert::make_origin({"", "", std::string(alert::kReceiverFailing), {}, 0}, "");
  notice.labels = core::Labels({{"alertname", alert::kReceiverFailing},
                                {"receiver", key.first},
                                {"integration", key.second},
                                {"severity", "critical"}});
  notice.annotations = std::move(annotations);
  return notice;
}

}  // namespace

void ReceiverHealth::configure(Integrations integrations, core::Instant now) {
  known_ = std::move(integrations);
  std::erase_if(failing_, [&](const auto& entry) {
    const auto& [key, failing] = entry;
    if (known_->contains(key)) return false;
    if (failing.told) {
      end(key, key.first + "/" + key.second + " is not configured any more", failing.since, now);
    }
    return true;
  });
}

void ReceiverHealth::end(const Key& key, const std::string& summary, core::Instant starts_at,
                         core::Instant now) {
  alert::Notice notice = notice_of(key, {{"summary", summary}});
  notice.starts_at = starts_at;
  notice.ends_at = now;
  notice.resolved = true;
  ends_.push_back(std::move(notice));
}

void ReceiverHealth::take(const state::DeliveryAttempt& attempt) {
  const Key key(attempt.receiver, attempt.integration);
  if (known_ && !known_->contains(key)) return;
  const auto found = failing_.find(key);
  if (attempt.outcome != state::DeliveryOutcome::delivered) {
    Failing& failing = found != failing_.end()
                           ? found->second
                           : failing_.emplace(key, Failing{attempt.time, {}}).first->second;
    failing.answer = attempt.answer;
    failing.given_up |= attempt.outcome == state::DeliveryOutcome::given_up;
    return;
  }
  // The alert may have been raised before a restart: an end that concerns nobody does no harm.
  const bool first = working_.insert(key).second;
  if (!first && (found == failing_.end() || !found->second.told)) {
    failing_.erase(key);
    return;
  }
  end(key, key.first + "/" + key.second + " takes notifications again",
      found == failing_.end() ? attempt.time : found->second.since, attempt.time);
  failing_.erase(key);
}

std::vector<alert::Notice> ReceiverHealth::notices(core::Instant now) {
  std::vector<alert::Notice> out = std::move(ends_);
  ends_.clear();
  for (auto& [key, failing] : failing_) {
    failing.since = std::min(failing.since, now);
    if (failing.told || (!failing.given_up && now - failing.since < kFailingFor)) continue;
    failing.told = true;
    alert::Notice notice = notice_of(
        key,
        {{"description",
          failing.given_up ? "A message was refused for good. `silicon-alerter outbox list` shows "
                             "it, `outbox resend ID` sends it once more."
                           : "Messages wait in the outbox and are tried again until they arrive."},
         {"summary",
          key.first + "/" + key.second + " does not take notifications: " + failing.answer}});
    notice.starts_at = failing.since;
    notice.ends_at = core::Instant::max();
    out.push_back(std::move(notice));
  }
  return out;
}

std::optional<core::Instant> ReceiverHealth::due() const {
  std::optional<core::Instant> next;
  for (const auto& [key, failing] : failing_) {
    if (failing.told) continue;
    const core::Instant at = failing.given_up ? failing.since : failing.since + kFailingFor;
    if (!next || at < *next) next = at;
  }
  return next;
}

}  // namespace silicon::engine
