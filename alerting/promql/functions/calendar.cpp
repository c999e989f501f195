#include <chrono>
#include <cmath>
#include <limits>

#include "alerting/promql/functions/families.hpp"

namespace silicon::promql {
namespace {

namespace chr = std::chrono;

// The calendar of std::chrono ends with the year 32767; beyond (and for NaN) there is no date.
constexpr double kLimit = 9.0e11;

// nullopt where there is no date.
std::optional<chr::sys_seconds> moment(double seconds) {
  if (!(std::abs(seconds) < kLimit)) return std::nullopt;
  return chr::sys_seconds(chr::seconds(static_cast<std::int64_t>(seconds)));
}

template <class Field>
double of_date(double seconds, Field field) {
  const auto time = moment(seconds);
  if (!time) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(field(chr::year_month_day(chr::floor<chr::days>(*time))));
}

template <class Field>
double of_day(double seconds, Field field) {
  const auto time = moment(seconds);
  if (!time) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(field(*time - chr::floor<chr::days>(*time)));
}

}  // namespace

double year(double seconds) {
  return of_date(seconds, [](const auto& date) { return static_cast<int>(date.year()); });
}

double month(double seconds) {
  return of_date(seconds, [](const auto& date) { return static_cast<unsigned>(date.month()); });
}

double day_of_month(double seconds) {
  return of_date(seconds, [](const auto& date) { return static_cast<unsigned>(date.day()); });
}

double day_of_week(double seconds) {
  return of_date(seconds,
                 [](const auto& date) { return chr::weekday(chr::sys_days(date)).c_encoding(); });
}

double day_of_year(double seconds) {
  return of_date(seconds, [](const auto& date) {
    const auto new_year = chr::sys_days(date.year() / chr::January / 1);
    return (chr::sys_days(date) - new_year).count() + 1;
  });
}

double days_in_month(double seconds) {
  return of_date(seconds, [](const auto& date) {
    const chr::year_month_day_last last(date.year(), chr::month_day_last(date.month()));
    return static_cast<unsigned>(last.day());
  });
}

double hour(double seconds) {
  return of_day(seconds,
                [](auto since_midnight) { return chr::floor<chr::hours>(since_midnight).count(); });
}

double minute(double seconds) {
  return of_day(seconds, [](auto since_midnight) {
    return chr::floor<chr::minutes>(since_midnight % chr::hours(1)).count();
  });
}

}  // namespace silicon::promql
