// What a state file keeps of routing, in memory: for engines that are killed and started again.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "alerting/state/saved.hpp"

namespace silicon::testing {

struct RoutingDisk {
  std::map<routing::GroupIdentity, routing::SavedGroup> groups;
  std::map<std::string, routing::Silence> silences;
  std::map<core::Labels, routing::Acknowledgement> acknowledgements;
  std::map<std::uint64_t, state::OutboxEntry> outbox;
  std::vector<state::DeliveryAttempt> attempts;
  std::map<std::tuple<std::string, std::string, std::string>, state::PostedMessage> posted;
  std::map<std::string, state::HeardFrom> heard;
  std::uint64_t last_id = 0;

  void save(const state::Changes& changes) {
    for (const auto& group : changes.groups) groups[group.identity] = group;
    for (const auto& identity : changes.erased_groups) groups.erase(identity);
    for (const auto& silence : changes.silences) silences[silence.id] = silence;
    for (const auto& id : changes.erased_silences) silences.erase(id);
    for (const auto& made : changes.acknowledgements) acknowledgements[made.labels] = made;
    for (const auto& labels : changes.withdrawn) acknowledgements.erase(labels);
    for (const auto& entry : changes.outbox) {
      outbox[entry.id] = entry;
      last_id = std::max(last_id, entry.id);
    }
    for (const auto id : changes.sent) outbox.erase(id);
    attempts.insert(attempts.end(), changes.attempts.begin(), changes.attempts.end());
    for (const auto& one : changes.heard) heard[one.name] = one;
    for (const auto& one : changes.posted) {
      posted[{one.receiver, one.integration, one.group_key}] = one;
    }
  }

  state::SavedRouting saved() const {
    state::SavedRouting out;
    for (const auto& [key, group] : groups) out.groups.push_back(group);
    for (const auto& [key, silence] : silences) out.silences.push_back(silence);
    for (const auto& [key, made] : acknowledgements) out.acknowledgements.push_back(made);
    for (const auto& [id, entry] : outbox) out.outbox.push_back(entry);
    for (const auto& [id, entry] : outbox) {
      const auto newest =
          std::find_if(attempts.rbegin(), attempts.rend(),
                       [&, id = id](const auto& attempt) { return attempt.id == id; });
      if (newest != attempts.rend()) out.attempts.push_back(*newest);
    }
    for (const auto& [key, one] : posted) out.posted.push_back(one);
    for (const auto& [name, one] : heard) out.heard.push_back(one);
    out.last_id = last_id;
    return out;
  }
};

}  // namespace silicon::testing
