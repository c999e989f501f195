#include "alerting/routing/dispatch/group.hpp"

#include <algorithm>

namespace silicon::routing {

std::string_view suppression_text(Suppression::Kind kind) {
  switch (kind) {
    case Suppression::Kind::inhibited:
      return "inhibited";
    case Suppression::Kind::not_active:
      return "outside its active time";
    case Suppression::Kind::muted:
      return "muted by time";
    case Suppression::Kind::silenced:
      return "silenced";
    case Suppression::Kind::acknowledged:
      break;
  }
  return "acknowledged";
}

Channel& Group::channel(const std::string& receiver, const std::string& integration) {
  const auto found = std::find_if(channels.begin(), channels.end(), [&](const Channel& channel) {
    return channel.receiver == receiver && channel.integration == integration;
  });
  if (found != channels.end()) return *found;
  channels.push_back({receiver, integration, std::nullopt, {}});
  return channels.back();
}

bool Group::is_known_firing(std::uint64_t hash) const {
  const auto knows = [hash](const Told& told) {
    return has(told.firing, hash) || has(told.owed, hash);
  };
  return std::any_of(channels.begin(), channels.end(), [&](const Channel& channel) {
    return (channel.told && knows(*channel.told)) ||
           std::any_of(channel.pending.begin(), channel.pending.end(),
                       [&](const Channel::Pending& pending) { return knows(pending.told); });
  });
}

bool Group::is_spent() const {
  return members.empty() && std::all_of(channels.begin(), channels.end(),
                                        [](const Channel& channel) { return channel.is_spent(); });
}

void forget_resolved(Group& group) {
  std::erase_if(group.members, [&group](const auto& entry) {
    KnownAlert& alert = *entry.second.alert;
    if (!alert.notice->resolved || group.is_known_firing(alert.hash)) return false;
    alert.groups.erase(&group);
    return true;
  });
  if (!group.members.empty()) return;
  group.idle = true;
  // What fires next is told as the first of its group.
  std::erase_if(group.channels, [](const Channel& channel) { return channel.is_spent(); });
}

SavedGroup Group::saved() const {
  SavedGroup out{identity, next_flush, flushed, escalated, channels, {}};
  out.first_told.assign(first_told.begin(), first_told.end());
  for (const auto& [labels, member] : members) {
    if (member.told_at) out.first_told.emplace_back(member.alert->hash, *member.told_at);
  }
  std::sort(out.first_told.begin(), out.first_told.end());
  return out;
}

}  // namespace silicon::routing
