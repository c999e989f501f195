#include "alerting/routing/calendar/time_interval.hpp"

#include <algorithm>

namespace silicon::routing {
namespace {

constexpr int kMinutesOfDay = 24 * 60;

bool any_contains(const std::vector<NumberRange>& ranges, int number) {
  return ranges.empty() ||
         std::any_of(ranges.begin(), ranges.end(),
                     [number](const NumberRange& range) { return range.contains(number); });
}

bool contains_minute(const std::vector<MinuteRange>& times, int minute) {
  return times.empty() ||
         std::any_of(times.begin(), times.end(), [minute](const MinuteRange& time) {
           return minute >= time.start && minute < time.end;
         });
}

// A range beyond the month's end is clamped to it, and one that begins there is left out.
bool contains_day(const std::vector<NumberRange>& ranges, const LocalTime& time) {
  if (ranges.empty()) return true;
  const auto from_start = [&](int day) { return day < 0 ? time.month_days + day + 1 : day; };
  return std::any_of(ranges.begin(), ranges.end(), [&](const NumberRange& range) {
    const NumberRange days{from_start(range.first), from_start(range.last)};
    return days.contains(time.date.day);
  });
}

// The moments at which the interval can begin or end, of the day that lies `days` behind `now`.
void add_boundaries(const TimeInterval& interval, core::Instant now, int days,
                    std::vector<core::Instant>& out) {
  const core::Instant noon = interval.zone.instant(interval.zone.local(now).date, 12 * 60);
  const LocalDate date = interval.zone.local(noon + std::chrono::hours(24) * days).date;
  const auto add = [&](int minute) {
    out.push_back(interval.zone.instant(date, minute, TimeZone::Which::first));
    out.push_back(interval.zone.instant(date, minute, TimeZone::Which::last));
  };
  add(0);
  for (const MinuteRange& time : interval.times) {
    add(time.start);
    if (time.end < kMinutesOfDay) add(time.end);
  }
}

}  // namespace

bool contains(const TimeInterval& interval, core::Instant instant) {
  const LocalTime time = interval.zone.local(instant);
  return contains_minute(interval.times, time.minute) &&
         any_contains(interval.weekdays, time.weekday) &&
         contains_day(interval.days_of_month, time) &&
         any_contains(interval.months, time.date.month) &&
         any_contains(interval.years, time.date.year);
}

bool contains(const std::vector<TimeInterval>& intervals, core::Instant instant) {
  return std::any_of(intervals.begin(), intervals.end(), [instant](const TimeInterval& interval) {
    return contains(interval, instant);
  });
}

std::optional<core::Instant> next_change(const std::vector<TimeInterval>& intervals,
                                         core::Instant now) {
  const bool inside = contains(intervals, now);
  for (int day = 0; day <= kHorizonDays; ++day) {
    std::vector<core::Instant> candidates;
    for (const TimeInterval& interval : intervals) {
      add_boundaries(interval, now, day, candidates);
      // Where the clock is put back, what was over may begin again.
      candidates.push_back(interval.zone.next_change(now + std::chrono::hours(24) * (day - 1)));
    }
    std::sort(candidates.begin(), candidates.end());
    for (const core::Instant candidate : candidates) {
      if (candidate == core::Instant::max()) break;
      // What lies further ahead than this day is looked at in its turn.
      if (candidate > now + std::chrono::hours(24) * (day + 2)) break;
      if (candidate > now && contains(intervals, candidate) != inside) return candidate;
    }
  }
  return std::nullopt;
}

}  // namespace silicon::routing
