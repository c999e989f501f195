// Which integrations take what they are sent, and the alerts that are raised about those that do
// not: whoever relies on a receiver must hear of it from another one.
// One thread at a time. Tested by tests/alerting/engine/notifications/health_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "alerting/state/deliveries.hpp"
#include "exporter/core/time.hpp"

namespace silicon::engine {

// Network troubles of a moment are nobody's business; what is given up is at once.
inline constexpr core::Duration kFailingFor = std::chrono::minutes(1);

class ReceiverHealth {
 public:
  struct Failing {
    core::Instant since;
    std::string answer;  // the last one
    bool given_up = false;
    bool told = false;  // the alert has been raised
  };

  using Integrations = std::set<std::pair<std::string, std::string>>;  // receiver, integration

  // Nobody relies on others from now on: alerts about them end. Before this all are of interest.
  void configure(Integrations integrations, core::Instant now);

  void take(const state::DeliveryAttempt& attempt);

  // Alerts that begin, and those that end.
  std::vector<alert::Notice> notices(core::Instant now);

  // When notices() may have something to say; nullopt: not without another take().
  std::optional<core::Instant> due() const;

  // By receiver and integration.
  const std::map<std::pair<std::string, std::string>, Failing>& failing() const { return failing_; }

 private:
  void end(const std::pair<std::string, std::string>& key, const std::string& summary,
           core::Instant starts_at, core::Instant now);

  std::optional<Integrations> known_;
  std::map<std::pair<std::string, std::string>, Failing> failing_;
  std::set<std::pair<std::string, std::string>> working_;  // took something since the start
  std::vector<alert::Notice> ends_;
};

}  // namespace silicon::engine
