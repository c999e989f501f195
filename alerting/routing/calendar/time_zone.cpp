#include "alerting/routing/calendar/time_zone.hpp"

#include <date/date.h>
#include <date/tz.h>

#include <chrono>
#include <exception>

#include "exporter/core/text.hpp"

namespace silicon::routing {
namespace {

constexpr core::Instant kEpoch{};

core::Error unknown(std::string_view name) {
  return core::Error("unknown time zone " + core::excerpt(name) +
                         ": this machine knows IANA's names, such as Europe/Berlin, as far as its "
                         "package tzdata is installed",
                     core::ErrorKind::invalid);
}

date::year_month_day calendar_day(const LocalDate& day) {
  return date::year(day.year) / day.month / day.day;
}

LocalTime local_time(date::local_time<core::Duration> time) {
  const auto midnight = date::floor<date::days>(time);
  const date::year_month_day day(midnight);
  const date::year_month_day_last last(day.year() / day.month() / date::last);
  LocalTime out;
  out.date = {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
              static_cast<int>(static_cast<unsigned>(day.day()))};
  out.minute = static_cast<int>(date::floor<std::chrono::minutes>(time - midnight).count());
  out.weekday = static_cast<int>(date::weekday(midnight).c_encoding());
  out.month_days = static_cast<int>(static_cast<unsigned>(last.day()));
  return out;
}

}  // namespace

core::Result<TimeZone> TimeZone::find(std::string_view name) {
  if (name.empty() || name == "UTC") return TimeZone();
  try {
    const date::time_zone* zone =
        name == "Local" ? date::current_zone() : date::locate_zone(std::string(name));
    // The zone's file is read by the first question asked of it: now, where failing is an answer.
    static_cast<void>(zone->get_info(kEpoch));
    return TimeZone(std::string(name), zone);
  } catch (const std::exception&) {
    return unknown(name);
  }
}

LocalTime TimeZone::local(core::Instant instant) const {
  if (zone_ == nullptr) {
    return local_time(date::local_time<core::Duration>(instant.time_since_epoch()));
  }
  return local_time(zone_->to_local(instant));
}

TimeZone::Offset TimeZone::offset(core::Instant instant) const {
  if (zone_ == nullptr) return {};
  const date::sys_info info = zone_->get_info(instant);
  return {info.offset, info.abbrev};
}

core::Instant TimeZone::instant(const LocalDate& date, int minute, Which which) const {
  const date::local_time<core::Duration> time =
      date::local_days(calendar_day(date)) + std::chrono::minutes(minute);
  if (zone_ == nullptr) return core::Instant(time.time_since_epoch());
  return zone_->to_sys(time, which == Which::first ? date::choose::earliest : date::choose::latest);
}

core::Instant TimeZone::next_change(core::Instant instant) const {
  if (zone_ == nullptr) return core::Instant::max();
  const auto end = zone_->get_info(instant).end;
  if (end >= date::floor<std::chrono::seconds>(core::Instant::max())) return core::Instant::max();
  return end;
}

}  // namespace silicon::routing
