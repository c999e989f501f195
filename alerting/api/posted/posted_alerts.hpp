// The alerts that somebody else's rules have made, as POST /api/v2/alerts brings them: JSON to
// notices, by Alertmanager's rules and with its words. Those that are wrong are told apart, so that
// the others count. Source: prometheus/alertmanager 0.28, api/v2/api.go and types/types.go.
// Pure; any thread. Tested by tests/alerting/api/posted/posted_alerts_test.cpp, fuzzed by
// tests/fuzz/alerting/api/posted_bodies.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/alert/notice.hpp"
#include "exporter/core/result.hpp"

namespace silicon::api {

// Prometheus sends 64 at a time unless told otherwise.
inline constexpr std::size_t kMostPosted = 10'000;
inline constexpr std::size_t kMostPostedLabels = 256;                        // of one alert
inline constexpr std::size_t kMostPostedLabelBytes = std::size_t{16} << 10;  // names and values

struct PostedAlerts {
  std::vector<alert::Notice> notices;  // starts_at is `now` where it was not said; see `started`
  std::vector<bool> started;           // of each notice: it was said since when it fires
  std::vector<std::string> refused;    // in words, one for each alert that is wrong
};

// Where no end is said, it is `resolve_timeout` from now on. Fails where the body as a whole cannot
// be read.
core::Result<PostedAlerts> read_posted_alerts(std::string_view body, core::Instant now,
                                              core::Duration resolve_timeout);

}  // namespace silicon::api
