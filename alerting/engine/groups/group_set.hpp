// Every group of rules with what has become of it: when each is due, carried over reloads, restored
// after a restart, and what of its alerts has changed since it was last saved. Evaluation itself is
// rules/evaluate.hpp. No clock. One thread at a time.
// Tested by tests/alerting/engine/groups/group_set_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "alerting/rules/evaluate.hpp"
#include "alerting/rules/group.hpp"
#include "alerting/rules/state.hpp"
#include "alerting/state/saved.hpp"

namespace silicon::engine {

class GroupSet {
 public:
  struct Member {
    rules::Group group;
    rules::GroupState state;
    std::vector<std::vector<alert::Alert>> saved;  // of each rule, as the state file has them
    std::optional<core::Instant> last_slot;        // evaluated, or passed over
    bool waits = true;                             // for the first answers of the targets
    std::uint64_t iterations = 0;                  // missed ones included
    std::uint64_t missed = 0;
    std::uint64_t evaluations = 0;  // of rules
    std::uint64_t failures = 0;     // of rules
    std::vector<std::string> said;  // of each rule, the failure that was last reported
  };

  // The groups that there now are. Those with a name and file that were there before keep what
  // belongs to rules that still are in them. Series of groups that are gone end through `write`,
  // and their alerts are reported to be removed.
  state::Changes configure(std::vector<rules::Group> groups, core::Instant now,
                           const rules::WriteSamples& write);

  // Saved alerts, to the rules that they belong to, before anything is evaluated. Those of rules
  // that are no more are reported to be removed.
  state::Changes restore(std::vector<state::SavedAlert> alerts);

  // Series that the rules had written before a restart, found in (since, now]: their groups end
  // those that they do not write again; those of alerts that belong to no rule end now. Behind
  // configure(), before anything is evaluated.
  void adopt(const series::Queryable& data, core::Instant since, core::Instant now,
             const rules::WriteSamples& write);

  // Those that are to be evaluated now, with the instant to evaluate them at. A group that waits is
  // evaluated as soon as `ready` says so, out of turn.
  struct Due {
    Member* member;
    core::Instant slot;
  };
  std::vector<Due> take_due(core::Instant now, const std::function<bool(const Member&)>& ready);
  std::optional<core::Instant> next_due() const;

  // Adds what has changed since the last call, as far as it must survive.
  static void collect_changes(Member& member, state::Changes& changes);

  // Time has passed unseen since `last_alive`, or the clock was set: every group waits for its
  // targets once more, and firing alerts count as without data until there are some, where they are
  // to be held at all.
  void resume(core::Instant last_alive, core::Instant now, rules::OnMissing on_missing);

  // The clock was set back, and what has lasted for so long has lasted no less: timers keep what
  // they have counted. What lies in the future happened now. Returns what is to be saved of it.
  state::Changes set_back(core::Duration by, core::Instant now);

  const std::vector<Member>& members() const { return members_; }

 private:
  std::vector<Member> members_;
};

// Whether a restored group has something to lose by being evaluated on too few samples: it has
// pending or firing alerts.
bool has_active_alerts(const GroupSet::Member& member);

}  // namespace silicon::engine
