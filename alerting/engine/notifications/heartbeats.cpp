#include "alerting/engine/notifications/heartbeats.hpp"

#include <algorithm>
#include <utility>

#include "alerting/alert/own_alerts.hpp"
#include "exporter/core/duration.hpp"

namespace silicon::engine {
namespace {

alert::Notice notice_of(const Heartbeats::Standing& standing, const core::Labels& external) {
  const core::Labels& expected = standing.expected.labels;
  std::vector<core::LabelView> labels(expected.begin(), expected.end());
  std::erase_if(labels, [](core::LabelView label) {
    return label.name == "alertname" || label.name == "heartbeat";
  });
  labels.push_back({"alertname", alert::kHeartbeatMissed});
  labels.push_back({"heartbeat", standing.expected.name});
  alert::Notice notice;
  notice.origin = alert::make_origin({"", "", std::string(alert::kHeartbeatMissed), {}, 0}, "");
  notice.labels = alert::notice_labels(core::Labels(labels), external);
  notice.annotations = {{"summary", standing.expected.name +
                                        " has not been heard of, as it should be every " +
                                        core::format_duration(standing.expected.every)}};
  notice.starts_at = standing.missed_since.value_or(standing.counted_from);
  return notice;
}

}  // namespace

void Heartbeats::configure(const std::vector<ExpectedHeartbeat>& expected, core::Instant now) {
  std::map<std::string, Standing> next;
  for (const ExpectedHeartbeat& each : expected) {
    auto before = all_.extract(each.name);
    const bool known = !before.empty();
    Standing standing = known ? std::move(before.mapped()) : Standing{each, now, {}, {}, {}};
    // Another label is another alert.
    if (standing.missed_since && standing.expected.labels != each.labels) {
      ended_.push_back(standing);
      standing.told_at = {};
    }
    standing.expected = each;
    next.emplace(each.name, std::move(standing));
  }
  for (auto& [name, gone] : all_) {
    if (gone.missed_since) ended_.push_back(std::move(gone));
  }
  all_ = std::move(next);
}

void Heartbeats::restore(const std::vector<state::HeardFrom>& heard, core::Instant last_alive,
                         core::Instant now) {
  for (const state::HeardFrom& each : heard) {
    const auto found = all_.find(each.name);
    if (found == all_.end()) continue;
    found->second.last_heard = std::min(each.time, now);
    found->second.counted_from = std::min(each.time, now);
  }
  const core::Instant alive = std::min(last_alive, now);
  for (auto& [name, standing] : all_) {
    if (!standing.last_heard) continue;
    const core::Instant overdue = standing.counted_from + standing.expected.every;
    // It was missed already, and the alert is the same one.
    if (overdue <= alive) continue;
    standing.counted_from += now - alive;
  }
}

void Heartbeats::skip(core::Duration unheard) {
  for (auto& [name, standing] : all_) {
    standing.told_at = std::min(standing.told_at, standing.told_at + unheard);
    if (standing.missed_since && unheard > core::Duration(0)) continue;
    standing.counted_from += unheard;
    if (standing.missed_since) *standing.missed_since += unheard;
  }
}

bool Heartbeats::hear(const std::string& name, core::Instant now) {
  const auto found = all_.find(name);
  if (found == all_.end()) return false;
  Standing& standing = found->second;
  if (standing.missed_since) ended_.push_back(standing);
  standing.missed_since.reset();
  standing.last_heard = now;
  standing.counted_from = now;
  return true;
}

std::vector<alert::Notice> Heartbeats::notices(core::Instant now, core::Duration resend_delay,
                                               const core::Labels& external_labels) {
  std::vector<alert::Notice> out;
  for (const Standing& ended : std::exchange(ended_, {})) {
    alert::Notice& end = out.emplace_back(notice_of(ended, external_labels));
    end.ends_at = now;
    end.resolved = true;
  }
  for (auto& [name, standing] : all_) {
    const core::Instant overdue = standing.counted_from + standing.expected.every;
    if (overdue > now) continue;
    const bool news = !standing.missed_since || standing.told_at == core::Instant();
    if (!standing.missed_since) standing.missed_since = overdue;
    if (!news && now < standing.told_at + resend_delay) continue;
    standing.told_at = now;
    alert::Notice& notice = out.emplace_back(notice_of(standing, external_labels));
    notice.ends_at = now + 4 * std::max<core::Duration>(resend_delay, std::chrono::minutes(1));
  }
  return out;
}

std::optional<core::Instant> Heartbeats::next_due() const {
  std::optional<core::Instant> next;
  for (const auto& [name, standing] : all_) {
    if (standing.missed_since) continue;
    const core::Instant overdue = standing.counted_from + standing.expected.every;
    if (!next || overdue < *next) next = overdue;
  }
  return next;
}

}  // namespace silicon::engine
