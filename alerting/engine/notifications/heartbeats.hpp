// Who is to be heard of regularly, and the alerts about those who are not: the dead man's switch
// for what cannot be scraped. A heartbeat is overdue when it was not heard of for `every`, not
// counting the time in which nobody listened.
// One thread at a time. Tested by tests/alerting/engine/notifications/heartbeats_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "alerting/state/saved.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::engine {

struct ExpectedHeartbeat {
  std::string name;
  core::Duration every = std::chrono::minutes(1);
  core::Labels labels;  // of the alert, besides alertname and heartbeat
};

class Heartbeats {
 public:
  struct Standing {
    ExpectedHeartbeat expected;
    core::Instant counted_from;  // last heard, or since when it is expected
    std::optional<core::Instant> last_heard;
    std::optional<core::Instant> missed_since;
    core::Instant told_at;  // that it is missed
  };

  // Whoever is expected anew has `every` from now on. Those that are expected no more end: as
  // notices, with the next call of notices().
  void configure(const std::vector<ExpectedHeartbeat>& expected, core::Instant now);

  // Behind configure(). Nobody listened between `last_alive` and now.
  void restore(const std::vector<state::HeardFrom>& heard, core::Instant last_alive,
               core::Instant now);

  // Nobody listened for so long; or the clock was set back by so much, and it is negative.
  void skip(core::Duration unheard);

  // False: nobody of that name is expected.
  bool hear(const std::string& name, core::Instant now);

  // Alerts that begin or end, and those that still last every `resend_delay`; they hold for four
  // of these.
  std::vector<alert::Notice> notices(core::Instant now, core::Duration resend_delay,
                                     const core::Labels& external_labels);

  // When the next one is overdue at the earliest.
  std::optional<core::Instant> next_due() const;

  const std::map<std::string, Standing>& all() const { return all_; }

 private:
  std::map<std::string, Standing> all_;
  std::vector<Standing> ended_;  // were missed, and are not any more
};

}  // namespace silicon::engine
