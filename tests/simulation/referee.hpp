// Watches an engine and complains of whatever must never happen: a timer that a restart set back,
// an alert that was forgotten, an end that was told although the condition held or nobody knew,
// notices too often, too seldom or too late, ALERTS that say something else than the alerts.
// Knows what the targets really said; otherwise it sees what anybody sees. One thread.
// Tested by tests/simulation/referee_test.cpp.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "alerting/engine/groups/group_set.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/support/alerting/engine_world.hpp"

namespace silicon::simulation {

// Of a target, what its last answer said, and how its errors stood in the answer before that.
struct Known {
  Figures figures;
  std::optional<double> errors_before;
};
using Facts = std::map<std::string, Known>;  // by instance

// `unclear` permits everything but an end.
enum class Verdict { holds, over, unclear };

// One alerting rule, as the referee understands it.
struct Law {
  std::string alert;
  core::Duration hold_for{0};
  core::Duration keep_firing_for{0};
  core::Duration range{0};  // that it looks back over
  std::function<Verdict(const Facts&, const std::string& instance)> judge;
};

struct Terms {
  std::vector<Law> laws;
  core::Duration interval{0};  // of the groups; targets are scraped at least as often
  core::Duration resend_delay = std::chrono::minutes(1);
};

struct Sight {
  core::Instant now;
  const std::vector<engine::GroupSet::Member>& groups;
  const series::Queryable& store;
  std::span<const testing::Delivered> told;  // since the last look
  bool webhooks_answer = true;
};

class Referee {
 public:
  explicit Referee(Terms terms) : terms_(std::move(terms)) {}

  // In force from the next look on: the engine, too, hears of it in its next step.
  void answered(const std::string& instance, const Figures& figures);

  // After every step of the engine.
  void look(const Sight& sight);

  // The program was killed and started anew; `torn` when in the middle of a step.
  void restarted(core::Instant now, bool torn);

  // Its clock was set.
  void clock_set(core::Instant now, core::Duration by);

  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  using Key = std::pair<core::Labels, core::Instant>;  // an alert, and when it began to fire
  struct Told {
    std::optional<core::Instant> firing;
    std::optional<core::Instant> resolved;
  };

  void complain(const core::Labels& labels, const std::string& what);
  const Law* law_of(const core::Labels& labels) const;
  Verdict verdict(const Law& law, const core::Labels& labels) const;
  bool settled() const;

  void compare(const core::Labels& labels, const alert::Alert* before, const alert::Alert* now);
  void check_begun(const Law& law, const alert::Alert& now);
  void check_pending(const Law& law, const alert::Alert& before, const alert::Alert* now);
  void check_firing(const Law& law, const alert::Alert& before, const alert::Alert* now);
  void check_resolved(const Law& law, const alert::Alert& before, const alert::Alert* now);
  void check_timers(const alert::Alert& before, const alert::Alert& now);

  void hear(const testing::Delivered& told);
  void hear_alertmanager(const alert::Alert& alert, const testing::Delivered& told);
  void hear_webhook(const testing::Delivered& told);
  bool heard_out() const;
  void check_silence();
  void check_webhook_knows(const alert::Alert& alert);
  void check_open_webhooks();
  void check_series(const Sight& sight);
  void set_books_back(core::Instant now);
  void check_long_held();

  Terms terms_;
  core::Instant now_;
  Facts facts_;
  std::map<std::string, Figures> coming_;
  std::map<core::Labels, alert::Alert> alerts_;  // at the last look
  std::map<core::Labels, core::Instant> holds_since_;
  std::map<Key, Told> alertmanagers_;               // when each was last told
  std::map<Key, Told> webhooks_;                    // when it was first told
  std::map<std::string, core::Instant> evaluated_;  // by group
  std::optional<core::Instant> webhooks_answer_since_;
  core::Instant disturbed_;  // by a restart or the clock
  core::Duration set_back_{0};
  core::Instant restarted_;
  core::Instant torn_;
  std::vector<std::string> complaints_;
};

}  // namespace silicon::simulation
