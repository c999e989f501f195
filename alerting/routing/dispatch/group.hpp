// A group of alerts on a route while the program runs, and the alerts in it. Changed by the
// dispatcher's thread alone. Tested by tests/alerting/routing/dispatch/dispatcher_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "alerting/routing/dispatch/notification.hpp"

namespace silicon::routing {

struct Group;

// An alert that fires, or whose end somebody is still to be told.
struct KnownAlert {
  NoticePointer notice;
  bool expires = false;
  std::uint64_t hash = 0;
  core::Instant updated_at;  // when it was last heard of
  std::set<Group*> groups;

  // The silences whose matchers match it, as of this version of the set.
  std::uint64_t silences_version = 0;
  std::vector<SilenceSet::Pointer> silences;
};

struct Member {
  KnownAlert* alert = nullptr;
  std::optional<core::Instant> told_at;  // first, as firing, to anybody
};

struct Group {
  GroupIdentity identity;
  std::size_t route = 0;
  core::Instant next_flush;
  std::optional<core::Instant> escalate_at;
  bool flushed = false;  // at least once since it had an alert
  bool idle = false;     // had all its alerts told; what comes next begins anew
  std::size_t escalated = 0;
  std::map<core::Labels, Member> members;
  std::vector<Channel> channels;
  std::map<std::uint64_t, core::Instant> first_told;  // restored; of alerts that are not back yet
  std::set<std::string> silenced_by;  // ids, at the last flush or since the last message

  Channel& channel(const std::string& receiver, const std::string& integration);
  // Whether some integration was told, or is about to be, that the alert fires.
  bool is_known_firing(std::uint64_t hash) const;
  // Whether nothing of it is worth remembering.
  bool is_spent() const;
  SavedGroup saved() const;
};

struct HashOfLabels {
  std::size_t operator()(const core::Labels& labels) const { return labels.hash(); }
};
// Takes out the alerts whose end everybody knows who knew of their beginning.
void forget_resolved(Group& group);

using KnownAlerts = std::unordered_map<core::Labels, KnownAlert, HashOfLabels>;

}  // namespace silicon::routing
