#include "exporter/core/calendar/timestamp.hpp"

#include <array>
#include <cstdio>
#include <optional>

#include "exporter/core/text.hpp"

namespace silicon::core {
namespace {

using std::chrono::floor;

// Takes exactly `digits` digits and, where it is not 0, the character behind them.
std::optional<int> take_number(std::string_view& text, std::size_t digits, char behind) {
  if (text.size() < digits + (behind == 0 ? 0 : 1)) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (behind != 0 && text[digits] != behind) return std::nullopt;
  text.remove_prefix(digits + (behind == 0 ? 0 : 1));
  return value;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4, '-');
  const auto month = year ? take_number(text, 2, '-') : std::nullopt;
  const auto day = month ? take_number(text, 2, 'T') : std::nullopt;
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::optional<Duration> take_time_of_day(std::string_view& text) {
  const auto hour = take_number(text, 2, ':');
  const auto minute = hour ? take_number(text, 2, ':') : std::nullopt;
  const auto second = minute ? take_number(text, 2, 0) : std::nullopt;
  if (!second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

std::optional<Duration> take_fraction(std::string_view& text) {
  if (text.empty() || text.front() != '.') return Duration(0);
  text.remove_prefix(1);
  int milliseconds = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    if (digits < 3) milliseconds = milliseconds * 10 + (text[digits] - '0');
  }
  if (digits == 0) return std::nullopt;
  for (std::size_t i = digits; i < 3; ++i) milliseconds *= 10;
  text.remove_prefix(digits);
  return Duration(milliseconds);
}

// How far the zone is ahead of UTC; must be all that is left.
std::optional<Duration> take_zone(std::string_view text) {
  if (text == "Z") return Duration(0);
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const bool behind = text.front() == '-';
  text.remove_prefix(1);
  const auto hours = take_number(text, 2, ':');
  const auto minutes = hours ? take_number(text, 2, 0) : std::nullopt;
  if (!minutes || !text.empty() || *hours > 23 || *minutes > 59) return std::nullopt;
  const Duration ahead = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return behind ? -ahead : ahead;
}

}  // namespace

std::string format_timestamp(Instant instant) {
  const auto day = floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss<Duration> time(instant - day);
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  std::string text = buffer.data();
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + "Z";
}

Result<Instant> parse_timestamp(std::string_view text) {
  std::string_view rest = text;
  const auto date = take_date(rest);
  const auto time = date ? take_time_of_day(rest) : std::nullopt;
  const auto fraction = time ? take_fraction(rest) : std::nullopt;
  const auto zone = fraction ? take_zone(rest) : std::nullopt;
  if (!zone) {
    return Error(excerpt(text) + " is no time; write it like 2026-01-02T03:04:05Z",
                 ErrorKind::invalid);
  }
  return Instant(*date) + *time + *fraction - *zone;
}

}  // namespace silicon::core
