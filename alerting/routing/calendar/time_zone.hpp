// Instants as clocks on the wall show them: the one header through which the program reaches the
// table of time zones (IANA's, from the system, by the `date` library). Reads the zone's file when
// it is looked up, and none afterwards. Immutable and cheap to copy; any thread.
// Tested by tests/alerting/routing/calendar/time_zone_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace date {
class time_zone;
}

namespace silicon::routing {

struct LocalDate {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31

  friend bool operator==(const LocalDate&, const LocalDate&) = default;
};

struct LocalTime {
  LocalDate date;
  int minute = 0;       // since midnight by the clock, 0 to 1439
  int weekday = 0;      // 0 is Sunday
  int month_days = 31;  // how long the month is
};

class TimeZone {
 public:
  TimeZone() = default;  // UTC

  // "Europe/Berlin", "UTC", or "Local" for the machine's own.
  static core::Result<TimeZone> find(std::string_view name);

  const std::string& name() const { return name_; }

  LocalTime local(core::Instant instant) const;

  // How far its clocks are ahead of Greenwich's, and what that is called: "CEST".
  struct Offset {
    core::Duration east{0};
    std::string name = "UTC";
  };
  Offset offset(core::Instant instant) const;

  // When the clock shows `minute` (0 to 1440) of the date. Where it does so twice, `which` chooses;
  // where it never does, it is the moment of the jump.
  enum class Which { first, last };
  core::Instant instant(const LocalDate& date, int minute, Which which = Which::first) const;

  // The next change of the zone's offset behind an instant; Instant::max() when none is known.
  core::Instant next_change(core::Instant instant) const;

  friend bool operator==(const TimeZone& a, const TimeZone& b) { return a.name_ == b.name_; }

 private:
  TimeZone(std::string name, const date::time_zone* zone) : name_(std::move(name)), zone_(zone) {}

  std::string name_ = "UTC";
  const date::time_zone* zone_ = nullptr;  // lives as long as the program; null: UTC
};

}  // namespace silicon::routing
