// Who is told of which alerts and when, as a state machine over values: alerts come in, routes make
// groups of them, each group is flushed by Alertmanager's timers, and what must be told comes out
// with its reason. Neither a socket nor a clock: it is handed the time. A message counts as known
// to its receiver once delivered() says so; until then a newer one of the group replaces it.
//
// Apart from Alertmanager 0.28 it holds back what ends while it is kept quiet, until it is not, so
// that whoever was told of an alert is told of its end; repeats after repeat_interval and not at
// the flush behind it; and flushes nothing before every rule was evaluated once.
// One thread at a time. Tested by tests/alerting/routing/dispatch/dispatcher_test.cpp and
// simulation_test.cpp.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "alerting/routing/dispatch/flush.hpp"

namespace silicon::routing {

struct AlertUpdate {
  alert::Notice notice;
  // From outside: it counts as resolved when ends_at has passed and nobody has said it again. Our
  // own rules say so themselves.
  bool expires = false;
};

// Where an alert stands, for whoever asks why (nothing) was told.
struct GroupStanding {
  const Route* route = nullptr;
  std::string group_key;
  core::Instant next_flush;
  std::optional<core::Instant> escalate_at;
  std::optional<Suppression> suppression;  // of this alert, now
  std::optional<Acknowledgement> acknowledgement;
  std::vector<Channel> channels;
};

struct Standing {
  NoticePointer notice;         // null: no such alert fires
  std::vector<RouteStep> path;  // through the tree
  std::vector<GroupStanding> groups;
};

class Dispatcher {
 public:
  explicit Dispatcher(Plan plan);

  // What was saved, before the first update. Message ids go on from `next_id`. Groups of routes
  // that are no more are left out.
  void restore(std::vector<SavedGroup> groups, std::uint64_t next_id);

  // Another configuration: groups of routes that are still there keep their timers and what was
  // told; alerts find their groups anew.
  void configure(Plan plan, core::Instant now);

  // Takes what alerts have become, then flushes what is due, unless some rule has not been
  // evaluated since the start (`ready` false): what would inhibit may not be known yet.
  Decisions advance(core::Instant now, std::vector<AlertUpdate> updates, bool ready);

  // What became of a message: its receiver has it, or never will. The group to save, if there is
  // such a message.
  std::optional<SavedGroup> delivered(std::uint64_t id);
  std::optional<SavedGroup> failed(std::uint64_t id);

  // For a message that is made elsewhere.
  std::uint64_t take_id() { return next_id_++; }

  SilenceSet& silences() { return silences_; }
  AcknowledgementSet& acknowledgements() { return acknowledgements_; }
  const SilenceSet& silences() const { return silences_; }
  const AcknowledgementSet& acknowledgements() const { return acknowledgements_; }

  const Plan& plan() const { return *plan_; }
  const RouteTree& tree() const { return tree_; }
  const std::map<GroupIdentity, Group>& groups() const { return groups_; }
  const KnownAlerts& alerts() const { return alerts_; }

  const Inhibitor& inhibitor() const { return inhibitor_; }
  // For questions about a group as things are.
  Flush flush_at(core::Instant now) const;

  Standing explain(const core::Labels& labels, core::Instant now) const;

 private:
  void take(AlertUpdate update, core::Instant now);
  void add(AlertUpdate update, core::Instant now);
  void recall(AlertUpdate update, core::Instant now);
  void join(KnownAlert& alert, core::Instant now);
  void insert(Group& group, KnownAlert& alert, core::Instant now);
  Group& group_of(std::size_t route, const core::Labels& labels, core::Instant now);
  void resolve(KnownAlert& alert, core::Instant now);
  void expire(core::Instant now);
  void end_silences(core::Instant now, Decisions& out);
  void watch_clock(core::Instant now);
  void flush_due(core::Instant now, Decisions& out);
  void drop_alerts();
  std::optional<core::Instant> wake_up() const;
  Channel::Pending* find_pending(std::uint64_t id, Group*& group, Channel*& channel);

  std::unique_ptr<const Plan> plan_;
  RouteTree tree_;
  std::map<std::string, std::size_t> routes_by_identity_;
  Inhibitor inhibitor_;
  SilenceSet silences_;
  AcknowledgementSet acknowledgements_;
  KnownAlerts alerts_;
  std::unordered_set<KnownAlert*> over_;  // resolved, dropped once no group speaks of them
  std::map<GroupIdentity, Group> groups_;
  std::unordered_map<std::uint64_t, GroupIdentity> pending_;  // of messages not yet delivered
  std::uint64_t next_id_ = 1;
  std::optional<core::Instant> last_;
  std::optional<core::Instant> next_expiry_;
  bool alerts_changed_ = false;  // since silences were last looked at
};

}  // namespace silicon::routing
