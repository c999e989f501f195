#include "alerting/routing/calendar/parse.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::routing {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

template <std::size_t count>
std::optional<int> place_in(const std::array<std::string_view, count>& names,
                            std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<int>(found - names.begin());
}

// As Go's Atoi, within what a calendar can mean.
std::optional<int> number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto value = core::parse_signed(text);
  if (!value || *value < -100'000 || *value > 100'000) return std::nullopt;
  return static_cast<int>(*value);
}

using MemberReader = core::Result<int> (*)(std::string_view);

core::Result<NumberRange> range_of(std::string_view written, MemberReader member) {
  const std::string text = lower(written);
  const auto [first, last] = core::cut(text, ':');
  if (last.find(':') != std::string_view::npos) {
    return core::invalid("couldn't parse range " + core::excerpt(text) + ", invalid format");
  }
  const auto begin = member(first);
  if (!begin) return begin.error();
  if (text.find(':') == std::string::npos) return NumberRange{*begin, *begin};
  const auto end = member(last);
  if (!end) return end.error();
  return NumberRange{*begin, *end};
}

core::Result<int> weekday(std::string_view text) {
  if (const auto day = place_in(kWeekdays, text)) return *day;
  return core::invalid(core::excerpt(text) + " is not a valid weekday");
}

core::Result<int> month(std::string_view text) {
  if (const auto named = place_in(kMonths, text)) return *named + 1;
  const auto value = number(text);
  if (value && *value >= 1 && *value <= 12) return *value;
  return core::invalid(core::excerpt(text) + " is not a valid month");
}

core::Result<int> plain(std::string_view text) {
  if (const auto value = number(text)) return *value;
  return core::invalid(core::excerpt(text) + " is not a number");
}

// "HH:MM" of 00:00 to 24:00.
core::Result<int> minute_of_day(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] - '0'; };
  const bool shaped = text.size() == 5 && text[2] == ':' &&
                      std::all_of(text.begin(), text.end(),
                                  [](char c) { return c == ':' || (c >= '0' && c <= '9'); }) &&
                      std::count(text.begin(), text.end(), ':') == 1;
  if (shaped) {
    const int minutes = digit(3) * 10 + digit(4);
    const int total = (digit(0) * 10 + digit(1)) * 60 + minutes;
    if (minutes < 60 && total <= 24 * 60) return total;
  }
  return core::invalid("couldn't parse timestamp " + core::excerpt(text) +
                       ", invalid format: it must be from \"00:00\" to \"24:00\"");
}

}  // namespace

core::Result<MinuteRange> parse_minutes(std::string_view start, std::string_view end) {
  if (start.empty() || end.empty())
    return core::invalid("both start and end times must be provided");
  const auto first = minute_of_day(start);
  if (!first) return first.error();
  const auto last = minute_of_day(end);
  if (!last) return last.error();
  if (*first >= *last) {
    return core::invalid(
        "start time cannot be equal or greater than end time; what goes over midnight is two "
        "ranges, one until \"24:00\" and one from \"00:00\"");
  }
  return MinuteRange{*first, *last};
}

core::Result<NumberRange> parse_weekdays(std::string_view text) {
  auto range = range_of(text, weekday);
  if (range && range->first > range->last) {
    return core::invalid("start day cannot be before end day; a week begins on sunday");
  }
  return range;
}

core::Result<NumberRange> parse_days_of_month(std::string_view text) {
  auto range = range_of(text, plain);
  if (!range) return range;
  for (const int day : {range->first, range->last}) {
    if (day == 0 || day < -31 || day > 31) {
      return core::invalid(std::to_string(day) + " is not a valid day of the month: out of range");
    }
  }
  if (range->first < 0 && range->last > 0) {
    return core::invalid("end day must be negative if start day is negative");
  }
  // Alertmanager counts back from the 28th here, and so refuses some ranges that hold a few days.
  const auto placed = [](int day) { return day < 0 ? 28 + day : day; };
  if (placed(range->first) > placed(range->last)) {
    return core::invalid("end day " + std::to_string(range->last) + " is always before start day " +
                         std::to_string(range->first));
  }
  return range;
}

core::Result<NumberRange> parse_months(std::string_view text) {
  auto range = range_of(text, month);
  if (range && range->first > range->last) {
    return core::invalid("end month " + std::to_string(range->last) + " is before start month " +
                         std::to_string(range->first));
  }
  return range;
}

core::Result<NumberRange> parse_years(std::string_view text) {
  auto range = range_of(text, plain);
  if (range && range->first > range->last) {
    return core::invalid("end year " + std::to_string(range->last) + " is before start year " +
                         std::to_string(range->first));
  }
  return range;
}

}  // namespace silicon::routing
