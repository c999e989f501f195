// What `silence add` posts, from the command line. Pure; any thread.
// Tested by tests/alerting/command/alerts/silence_request_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/command/line/options.hpp"
#include "alerting/routing/calendar/time_interval.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::command {

inline constexpr core::Duration kUsualSilence = std::chrono::hours(1);  // amtool's
// Of one that ends when all has resolved, or that has a schedule, unless --duration or --end.
inline constexpr core::Duration kLongSilence = std::chrono::hours(24 * 30);

// JSON. `user` is the author where --author says nothing. ErrorKind::invalid: wrong usage.
core::Result<std::string> silence_request(const AlerterCommandLine& line, core::Instant now,
                                          const std::string& user);

// "monday:friday 22:00-24:00 Europe/Berlin": days of the week, times and a zone in any order, each
// of the first two any number of times.
core::Result<routing::TimeInterval> parse_schedule(std::string_view text);

}  // namespace silicon::command
