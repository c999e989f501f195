// "KIND\nTEXT\nTEXT": ranges of time intervals from any text; what is read is within its calendar,
// and where it begins and ends can be asked.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/routing/calendar/parse.hpp"
#include "exporter/core/text.hpp"

namespace routing = silicon::routing;

namespace {

void check(const silicon::core::Result<routing::NumberRange>& range, int least, int most,
           std::vector<routing::NumberRange>& out) {
  if (!range) return;
  if (range->first < least || range->last > most) std::abort();
  out.push_back(*range);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 100) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto [first, second] = silicon::core::cut(text, '\n');
  routing::TimeInterval interval;
  if (const auto minutes = routing::parse_minutes(first, second)) {
    if (minutes->start < 0 || minutes->end > 1440 || minutes->start >= minutes->end) std::abort();
    interval.times.push_back(*minutes);
  }
  check(routing::parse_weekdays(text), 0, 6, interval.weekdays);
  check(routing::parse_months(text), 1, 12, interval.months);
  check(routing::parse_days_of_month(text), -31, 31, interval.days_of_month);
  check(routing::parse_years(text), -100'000, 100'000, interval.years);
  const silicon::core::Instant now{std::chrono::hours(24) * 20'000};
  const auto change = routing::next_change({interval}, now);
  if (change && routing::contains(interval, *change) == contains(interval, now)) std::abort();
  return 0;
}
