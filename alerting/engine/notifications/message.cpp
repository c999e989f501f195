#include "alerting/engine/notifications/message.hpp"

#include <algorithm>
#include <string>

namespace silicon::engine {
namespace {

std::string ended(const routing::SilenceSet& silences, const std::string& id) {
  const routing::Silence* silence = silences.find(id);
  if (silence == nullptr) return "the silence " + id + " has ended";
  std::string text = "the silence of " +
                     (silence->created_by.empty() ? "somebody" : silence->created_by) +
                     " has ended";
  if (!silence->comment.empty()) text += ": " + silence->comment;
  return text;
}

std::string kept_quiet(std::size_t muted) {
  return muted == 1 ? "one more alert of the group is kept quiet"
                    : std::to_string(muted) + " more alerts of the group are kept quiet";
}

}  // namespace

notify::Notification notification_of(const routing::Notify& decided,
                                     const routing::SilenceSet& silences, core::Instant now) {
  notify::Notification out;
  out.receiver = decided.receiver;
  out.group_key = decided.group_key;
  out.group_labels = decided.group.labels;
  out.decided_at = now;
  out.reason = routing::reason_text(decided.reason);
  for (const routing::NoticePointer& notice : decided.alerts) {
    notify::Item item{*notice};
    const auto made = std::find_if(
        decided.acknowledged.begin(), decided.acknowledged.end(),
        [&](const routing::Acknowledgement& each) { return each.labels == notice->labels; });
    if (made != decided.acknowledged.end()) {
      item.acknowledgement = notify::Acknowledgement{made->by, made->comment, made->until};
    }
    out.alerts.push_back(std::move(item));
  }
  for (const std::string& id : decided.ended_silences) out.remarks.push_back(ended(silences, id));
  if (decided.muted > 0) out.remarks.push_back(kept_quiet(decided.muted));
  return out;
}

}  // namespace silicon::engine
