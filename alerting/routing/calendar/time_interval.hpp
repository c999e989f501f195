// Recurring stretches of time as Alertmanager's time_intervals state them: minutes of the day, days
// of the week and of the month, months, years, in a time zone. Calendar arithmetic throughout, so
// that days of 23 and 25 hours are days. Source: prometheus/alertmanager 0.28,
// timeinterval/timeinterval.go.
// Values; any thread. Tested by tests/alerting/routing/calendar/time_interval_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerting/routing/calendar/time_zone.hpp"
#include "exporter/core/time.hpp"

namespace silicon::routing {

// Both ends belong to it.
struct NumberRange {
  int first = 0;
  int last = 0;

  bool contains(int number) const { return number >= first && number <= last; }
  friend bool operator==(const NumberRange&, const NumberRange&) = default;
};

// Minutes since midnight; the end does not belong to it, and is 1440 for "24:00".
struct MinuteRange {
  int start = 0;
  int end = 0;

  friend bool operator==(const MinuteRange&, const MinuteRange&) = default;
};

// Each list that is not empty must hold; one entry of it is enough.
struct TimeInterval {
  std::vector<MinuteRange> times;
  std::vector<NumberRange> weekdays;       // 0 is Sunday
  std::vector<NumberRange> days_of_month;  // -1 is the last day
  std::vector<NumberRange> months;
  std::vector<NumberRange> years;
  TimeZone zone;

  friend bool operator==(const TimeInterval&, const TimeInterval&) = default;
};

bool contains(const TimeInterval& interval, core::Instant instant);

// Whether one of them does.
bool contains(const std::vector<TimeInterval>& intervals, core::Instant instant);

// When contains() next gives the other answer; nullopt when it does not within `kHorizonDays` days.
inline constexpr int kHorizonDays = 400;
std::optional<core::Instant> next_change(const std::vector<TimeInterval>& intervals,
                                         core::Instant now);

}  // namespace silicon::routing
