#include "alerting/engine/notifications/wellness.hpp"

#include <algorithm>

namespace silicon::engine {
namespace {

// Evaluations may be that late.
constexpr core::Duration kLate = std::chrono::seconds(5);

bool nobody_answers(const TargetPool::JobMembers& job) {
  return !job.members.empty() &&
         std::all_of(job.members.begin(), job.members.end(),
                     [](const auto& member) { return member->failed_since.has_value(); });
}

bool is_late(const GroupSet::Member& member, core::Instant now) {
  return member.waits || !member.last_slot ||
         now - *member.last_slot > 2 * member.group.interval + kLate;
}

}  // namespace

std::string trouble_of(const TargetPool& targets, const std::vector<GroupSet::Member>& groups,
                       const ReceiverHealth& health, core::Instant now) {
  for (const auto& [name, job] : targets.jobs()) {
    if (!job.discovered) return "nobody has said which targets job " + name + " has";
    if (nobody_answers(job)) return "no target of job " + name + " answers";
  }
  for (const GroupSet::Member& member : groups) {
    if (is_late(member, now)) return "group " + member.group.name + " is not evaluated in time";
  }
  for (const auto& [key, failing] : health.failing()) {
    if (failing.told) return key.first + "/" + key.second + " does not take notifications";
  }
  return "";
}

}  // namespace silicon::engine
