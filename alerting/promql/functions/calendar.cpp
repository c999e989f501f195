// year() to minute(), in UTC.
// Tested by tests/alerting/promql/scripts.
#include <cmath>
#include <cstdint>

#include "alerting/promql/functions/families.hpp"

namespace silicon::promql {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

struct Moment {
  std::int64_t days;  // since 1970-01-01
  std::int64_t second_of_day;
};

// NaN and what 64 bits do not hold become the moment that Prometheus on x86-64 makes of them: the
// conversion to an integer gives -2^63, and adding the epoch of Go's calendar wraps it to 2^63.
constexpr Moment kUnrepresentable{106'751'991'167'300, 55'808};

Moment moment(double seconds) {
  constexpr double kLimit = 9'223'372'036'854'775'807.0;
  if (!(std::abs(seconds) < kLimit)) return kUnrepresentable;
  const auto whole = static_cast<std::int64_t>(seconds);
  std::int64_t days = whole / kSecondsPerDay;
  if (whole % kSecondsPerDay < 0) --days;
  return {days, whole - days * kSecondsPerDay};
}

struct Date {
  std::int64_t year;
  int month;
  int day;
};

// Years beyond those of std::chrono's calendar are wanted, so this counts by itself.
// Source: Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, civil_from_days.
Date date_of(std::int64_t days) {
  constexpr std::int64_t kDaysPerEra = 146'097;  // 400 years
  const std::int64_t shifted = days + 719'468;   // since 0000-03-01
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - (kDaysPerEra - 1)) / kDaysPerEra;
  const auto day_of_era = static_cast<int>(shifted - era * kDaysPerEra);
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;  // from March
  const int day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {era * 400 + year_of_era + (month <= 2 ? 1 : 0), month, day};
}

bool is_leap(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int length_of(const Date& date) {
  if (date.month == 2) return is_leap(date.year) ? 29 : 28;
  return date.month == 4 || date.month == 6 || date.month == 9 || date.month == 11 ? 30 : 31;
}

Date date(double seconds) {
  return date_of(moment(seconds).days);
}

}  // namespace

double year(double seconds) {
  return static_cast<double>(date(seconds).year);
}

double month(double seconds) {
  return date(seconds).month;
}

double day_of_month(double seconds) {
  return date(seconds).day;
}

double day_of_week(double seconds) {
  const std::int64_t weekday = (moment(seconds).days + 4) % 7;  // the first was a Thursday
  return static_cast<double>(weekday < 0 ? weekday + 7 : weekday);
}

double day_of_year(double seconds) {
  const Date today = date(seconds);
  int days = today.day;
  for (int month = 1; month < today.month; ++month) days += length_of({today.year, month, 1});
  return days;
}

double days_in_month(double seconds) {
  return length_of(date(seconds));
}

double hour(double seconds) {
  const auto full_hours = moment(seconds).second_of_day / 3600;
  return static_cast<double>(full_hours);
}

double minute(double seconds) {
  const auto full_minutes = moment(seconds).second_of_day / 60 % 60;
  return static_cast<double>(full_minutes);
}

}  // namespace silicon::promql
