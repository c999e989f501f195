// One flush of one group: what of it is kept quiet by what, who must be told what is left, and who
// must be told because nobody has acknowledged it. Pure but for the group it is given.
// Source: prometheus/alertmanager 0.28, dispatch/dispatch.go and notify/notify.go.
// One thread at a time. Tested by tests/alerting/routing/dispatch/flush_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alerting/routing/dispatch/group.hpp"
#include "alerting/routing/muting/inhibition.hpp"
#include "alerting/routing/tree/route.hpp"

namespace silicon::routing {

struct Integration {
  std::string name;  // unique in its receiver: "slack[0]"
  bool send_resolved = true;
};

struct Receiver {
  std::string name;
  std::vector<Integration> integrations;
};

// All that routing goes by. A value, made from the configuration.
struct Plan {
  RouteSpec root;
  std::vector<Receiver> receivers;
  std::vector<InhibitRule> inhibit_rules;
  std::map<std::string, std::vector<TimeInterval>> time_intervals;
};

// The order of alerts in Alertmanager's messages and answers: by job, instance, then all labels.
bool comes_before(const NoticePointer& a, const NoticePointer& b);

class Flush {
 public:
  Flush(const Plan& plan, const RouteTree& tree, const SilenceSet& silences,
        const AcknowledgementSet& acknowledgements, const Inhibitor& inhibitor, core::Instant now)
      : plan_(plan),
        tree_(tree),
        silences_(silences),
        acknowledgements_(acknowledgements),
        inhibitor_(inhibitor),
        now_(now) {}

  // What keeps an alert of the group quiet now; nullopt when nothing does.
  std::optional<Suppression> suppression(const Group& group, KnownAlert& alert) const;

  // The part of it that time intervals have, the same for the whole group.
  std::optional<Suppression> by_time(const Group& group) const;

  // Decides on the group's messages, and forgets what has ended and been told. Message ids begin at
  // `next_id`, which is advanced.
  void run(Group& group, std::uint64_t& next_id, Decisions& out) const;

  // The same for those alone who are told because of what nobody has acknowledged.
  void escalate(Group& group, std::uint64_t& next_id, Decisions& out) const;

  // When the next step of escalation is due, as things are.
  std::optional<core::Instant> escalation_due(const Group& group) const;

 private:
  using Recipient = std::pair<std::string, Integration>;
  enum class Asked { everything, ends, escalation };
  struct View;  // the group's alerts, sorted into what is told and what is quiet

  View look(Group& group, std::vector<Suppression>* suppressed) const;
  void add(View& view, Member& member) const;
  static void normalise(View& view);
  static std::vector<NoticePointer> notices_of(const View& view, bool with_resolved);
  std::optional<Suppression> suppression(const Group& group, KnownAlert& alert,
                                         const std::optional<Suppression>& timed) const;
  std::optional<Suppression> by_silence(const Group& group, KnownAlert& alert) const;
  std::vector<Recipient> recipients(const Group& group) const;
  const Receiver* receiver(const std::string& name) const;
  void tell(Group& group, const Recipient& to, const View& view, Asked asked,
            std::uint64_t& next_id, Decisions& out) const;
  void tell_former(Group& group, const View& view, std::uint64_t& next_id, Decisions& out) const;
  void forget_lost(Group& group) const;
  const Acknowledgement* acknowledgement(const KnownAlert& alert) const;

  const Plan& plan_;
  const RouteTree& tree_;
  const SilenceSet& silences_;
  const AcknowledgementSet& acknowledgements_;
  const Inhibitor& inhibitor_;
  core::Instant now_;
};

}  // namespace silicon::routing
