// Notices as rules make them, for tests of what sends them.
#pragma once

#include <string>
#include <vector>

#include "alerting/alert/notice.hpp"

namespace silicon::testing {

inline core::Instant at_notice_second(std::int64_t second) {
  return core::Instant(std::chrono::seconds(1'700'000'000 + second));
}

// Of an alert that began to fire at second 0, and holds until `until`.
inline alert::Notice firing_notice(std::string instance, std::int64_t until = 240) {
  alert::Notice notice;
  notice.labels = {{"alertname", "Down"}, {"instance", std::move(instance)}};
  notice.annotations = {{"summary", "it is \"down\""}};
  notice.starts_at = at_notice_second(0);
  notice.ends_at = at_notice_second(until);
  notice.origin = alert::make_origin({}, "http://h/graph?g0.expr=up&g0.tab=1");
  notice.value = 1.5;
  return notice;
}

inline alert::Notice resolved_notice(std::string instance, std::int64_t at = 30) {
  alert::Notice notice = firing_notice(std::move(instance), at);
  notice.resolved = true;
  return notice;
}

inline std::vector<std::string> instances(const std::vector<alert::Notice>& notices) {
  std::vector<std::string> result;
  for (const alert::Notice& notice : notices) {
    result.push_back(std::string(notice.labels.get("instance")) + (notice.resolved ? "!" : ""));
  }
  return result;
}

}  // namespace silicon::testing
