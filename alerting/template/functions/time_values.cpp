#include "alerting/template/functions/time_values.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "alerting/template/format/numbers.hpp"

namespace silicon::templates {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};

// What the clocks of a place show.
struct Calendar {
  Calendar(core::Instant time, ZoneOffset place)
      : zone(std::move(place)),
        midnight(std::chrono::floor<std::chrono::days>(time + zone.east)),
        date(midnight),
        clock(time + zone.east - midnight) {}

  int year() const { return int(date.year()); }
  unsigned month() const { return unsigned(date.month()); }
  unsigned day() const { return unsigned(date.day()); }
  std::int64_t hour() const { return clock.hours().count(); }
  std::int64_t minute() const { return clock.minutes().count(); }
  std::int64_t second() const { return clock.seconds().count(); }
  std::int64_t millisecond() const { return clock.subseconds().count(); }
  unsigned weekday() const { return std::chrono::weekday(midnight).c_encoding(); }
  std::int64_t year_day() const {
    const std::chrono::sys_days first(date.year() / 1 / 1);
    return (midnight - first).count() + 1;
  }

  ZoneOffset zone;
  std::chrono::sys_days midnight;  // there
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<core::Duration> clock;
};

std::string padded(std::int64_t value, std::size_t width, char with = '0') {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), with);
  return digits;
}

std::int64_t twelve_hours(const Calendar& calendar) {
  return calendar.hour() % 12 == 0 ? 12 : calendar.hour() % 12;
}

// ".5" for half a second, nothing for none.
std::string trimmed_fraction(std::int64_t milliseconds) {
  if (milliseconds == 0) return "";
  std::string digits = "." + padded(milliseconds, 3);
  while (digits.back() == '0') digits.pop_back();
  return digits;
}

// ".000": as many digits as zeros; ".999": those that are not zero.
std::string fraction(std::string_view layout, std::int64_t milliseconds) {
  if (layout[1] == '9') return trimmed_fraction(milliseconds);
  std::string digits = padded(milliseconds, 3);
  digits.resize(layout.size() - 1, '0');
  return "." + digits;
}

// "+02:00": hours, and as many of minutes and seconds as `parts` says, with `separator` between.
std::string offset_text(const Calendar& calendar, int parts, std::string_view separator) {
  const std::int64_t seconds = calendar.zone.east / std::chrono::seconds(1);
  const std::int64_t length = seconds < 0 ? -seconds : seconds;
  std::string text = (seconds < 0 ? "-" : "+") + padded(length / 3600, 2);
  if (parts > 1) text.append(separator) += padded(length / 60 % 60, 2);
  if (parts > 2) text.append(separator) += padded(length % 60, 2);
  return text;
}

// The same, but "Z" at Greenwich.
std::string iso_offset(const Calendar& calendar, int parts, std::string_view separator) {
  return calendar.zone.east.count() == 0 ? "Z" : offset_text(calendar, parts, separator);
}

using Part = std::pair<std::string_view, std::string (*)(const Calendar&)>;

std::string name_of_month(const Calendar& c) {
  return std::string(kMonths[c.month() - 1]);
}

std::string name_of_weekday(const Calendar& c) {
  return std::string(kWeekdays[c.weekday()]);
}

// Longer ones before those that they begin with.
const std::array<Part, 29> kParts{{
    {"January", name_of_month},
    {"Jan", [](const Calendar& c) { return name_of_month(c).substr(0, 3); }},
    {"Monday", name_of_weekday},
    {"Mon", [](const Calendar& c) { return name_of_weekday(c).substr(0, 3); }},
    {"MST", [](const Calendar& c) { return c.zone.name; }},
    {"2006", [](const Calendar& c) { return padded(c.year(), 4); }},
    {"-07:00:00", [](const Calendar& c) { return offset_text(c, 3, ":"); }},
    {"-07:00", [](const Calendar& c) { return offset_text(c, 2, ":"); }},
    {"-0700", [](const Calendar& c) { return offset_text(c, 2, ""); }},
    {"-07", [](const Calendar& c) { return offset_text(c, 1, ""); }},
    {"Z07:00", [](const Calendar& c) { return iso_offset(c, 2, ":"); }},
    {"Z0700", [](const Calendar& c) { return iso_offset(c, 2, ""); }},
    {"Z07", [](const Calendar& c) { return iso_offset(c, 1, ""); }},
    {"002", [](const Calendar& c) { return padded(c.year_day(), 3); }},
    {"__2", [](const Calendar& c) { return padded(c.year_day(), 3, ' '); }},
    {"01", [](const Calendar& c) { return padded(c.month(), 2); }},
    {"02", [](const Calendar& c) { return padded(c.day(), 2); }},
    {"03", [](const Calendar& c) { return padded(twelve_hours(c), 2); }},
    {"04", [](const Calendar& c) { return padded(c.minute(), 2); }},
    {"05", [](const Calendar& c) { return padded(c.second(), 2); }},
    {"06", [](const Calendar& c) { return padded(c.year() % 100, 2); }},
    {"15", [](const Calendar& c) { return padded(c.hour(), 2); }},
    {"_2", [](const Calendar& c) { return padded(c.day(), 2, ' '); }},
    {"PM", [](const Calendar& c) { return std::string(c.hour() < 12 ? "AM" : "PM"); }},
    {"1", [](const Calendar& c) { return std::to_string(c.month()); }},
    {"2", [](const Calendar& c) { return std::to_string(c.day()); }},
    {"3", [](const Calendar& c) { return std::to_string(twelve_hours(c)); }},
    {"4", [](const Calendar& c) { return std::to_string(c.minute()); }},
    {"5", [](const Calendar& c) { return std::to_string(c.second()); }},
}};

// The fraction of a second that stands at the front of a layout, or nothing.
std::string_view fraction_layout(std::string_view layout) {
  if (layout.size() < 2 || (layout[0] != '.' && layout[0] != ',')) return {};
  if (layout[1] != '0' && layout[1] != '9') return {};
  const std::size_t end = layout.find_first_not_of(layout[1], 1);
  const bool digit_follows = end < layout.size() && layout[end] >= '0' && layout[end] <= '9';
  return digit_follows ? std::string_view() : layout.substr(0, end);
}

// What has no arguments, by name.
std::optional<Value> part_of(const Calendar& c, std::string_view name) {
  if (name == "Year") return Value(c.year());
  if (name == "Month") return Value(name_of_month(c));
  if (name == "Day") return Value(c.day());
  if (name == "Hour") return Value(c.hour());
  if (name == "Minute") return Value(c.minute());
  if (name == "Second") return Value(c.second());
  if (name == "Weekday") return Value(name_of_weekday(c));
  if (name == "YearDay") return Value(c.year_day());
  return std::nullopt;
}

// What compares two times, or a time and a duration; nullopt for other names and arguments.
std::optional<Value> compared(core::Instant time, std::string_view name, const Value& other,
                              const ZoneOffset& zone) {
  if (const auto seconds = seconds_of(other)) {
    if (name != "Add" || !(std::abs(*seconds) < 1e11)) return std::nullopt;
    return time_value(time + core::Duration(static_cast<std::int64_t>(*seconds * 1000)), zone);
  }
  const auto then = instant_in(other);
  if (!then) return std::nullopt;
  if (name == "Sub") return duration_value(static_cast<double>((time - *then).count()) / 1000);
  if (name == "After") return Value(time > *then);
  if (name == "Before") return Value(time < *then);
  if (name == "Equal") return Value(time == *then);
  return std::nullopt;
}

class Time : public Object {
 public:
  Time(core::Instant time, ZoneOffset zone) : time_(time), zone_(std::move(zone)) {}

  core::Instant time() const { return time_; }

  std::string type_name() const override { return "*time.Time"; }
  bool is_stringer() const override { return true; }
  std::string print() const override {
    return format_time(time_, "2006-01-02 15:04:05.999 -0700 MST", zone_);
  }

  std::optional<core::Result<Value>> call(std::string_view name,
                                          std::span<const Value> arguments) const override {
    if (name == "Format") {
      if (arguments.size() == 1 && arguments[0].text() != nullptr) {
        return core::Result<Value>(format_time(time_, *arguments[0].text(), zone_));
      }
      return core::Result<Value>(core::Error("wants a layout", core::ErrorKind::invalid));
    }
    if (arguments.size() == 1) {
      auto result = compared(time_, name, arguments[0], zone_);
      return result ? std::optional(core::Result<Value>(*std::move(result))) : std::nullopt;
    }
    auto result = plain(name);
    return result ? std::optional(core::Result<Value>(*std::move(result))) : std::nullopt;
  }

 private:
  std::optional<Value> plain(std::string_view name) const {
    if (name == "String") return Value(print());
    if (name == "UTC") return time_value(time_);
    if (name == "Local") return time_value(time_, zone_);
    if (name == "IsZero") return Value(time_ == kZeroTime);
    const std::int64_t unix_ms = time_.time_since_epoch().count();
    if (name == "UnixMilli") return Value(unix_ms);
    if (name == "Unix") {
      return Value(std::chrono::floor<std::chrono::seconds>(time_).time_since_epoch().count());
    }
    return part_of(Calendar(time_, zone_), name);
  }

  core::Instant time_;
  ZoneOffset zone_;
};

// As Go's time.Duration: 1h0m5s, 1.5s, 250ms, 0s.
std::string duration_text(double seconds) {
  const double length = std::abs(seconds);
  const std::string sign = seconds < 0 ? "-" : "";
  if (length == 0) return "0s";
  const auto digits = [](double value) {
    std::string text = format_float(value, 'f', 9);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
  };
  if (length < 1e-6) return sign + digits(length * 1e9) + "ns";
  if (length < 1e-3) return sign + digits(length * 1e6) + "µs";
  if (length < 1) return sign + digits(length * 1e3) + "ms";
  const double hours = std::floor(length / 3600);
  const double minutes = std::floor(std::fmod(length, 3600) / 60);
  std::string text = sign;
  if (hours > 0) text += format_float(hours, 'f', 0) + "h";
  if (hours > 0 || minutes > 0) text += format_float(minutes, 'f', 0) + "m";
  return text + digits(std::fmod(length, 60)) + "s";
}

class Span : public Object {
 public:
  explicit Span(double seconds) : seconds_(seconds) {}

  double seconds() const { return seconds_; }

  std::string type_name() const override { return "*time.Duration"; }
  bool is_stringer() const override { return true; }
  std::string print() const override { return duration_text(seconds_); }

  std::optional<core::Result<Value>> call(std::string_view name,
                                          std::span<const Value>) const override {
    if (name == "Hours") return core::Result<Value>(seconds_ / 3600);
    if (name == "Minutes") return core::Result<Value>(seconds_ / 60);
    if (name == "Seconds") return core::Result<Value>(seconds_);
    if (name == "Milliseconds") {
      return core::Result<Value>(static_cast<std::int64_t>(seconds_ * 1000));
    }
    if (name == "String") return core::Result<Value>(print());
    return std::nullopt;
  }

 private:
  double seconds_;
};

}  // namespace

std::string format_time(core::Instant time, std::string_view layout, const ZoneOffset& zone) {
  const Calendar calendar(time, zone);
  std::string out;
  while (!layout.empty()) {
    if (const std::string_view digits = fraction_layout(layout); !digits.empty()) {
      out += fraction(digits, calendar.millisecond());
      layout.remove_prefix(digits.size());
      continue;
    }
    const Part* found = nullptr;
    for (const Part& part : kParts) {
      if (found == nullptr && layout.starts_with(part.first)) found = &part;
    }
    if (found == nullptr) {
      out += layout.front();
      layout.remove_prefix(1);
    } else {
      out += found->second(calendar);
      layout.remove_prefix(found->first.size());
    }
  }
  return out;
}

Value time_value(core::Instant time, ZoneOffset zone) {
  return Value(std::shared_ptr<const Object>(std::make_shared<const Time>(time, std::move(zone))));
}

std::optional<core::Instant> instant_in(const Value& value) {
  const auto* time = dynamic_cast<const Time*>(value.object());
  return time == nullptr ? std::nullopt : std::optional(time->time());
}

Value duration_value(double seconds) {
  return Value(std::shared_ptr<const Object>(std::make_shared<const Span>(seconds)));
}

std::optional<double> seconds_of(const Value& value) {
  const auto* span = dynamic_cast<const Span*>(value.object());
  return span == nullptr ? std::nullopt : std::optional<double>(span->seconds());
}

core::Result<core::Instant> instant_of(double seconds) {
  if (!std::isfinite(seconds)) {
    return core::Error("value is NaN or Inf", core::ErrorKind::invalid);
  }
  constexpr double kLimit = 9223372036854775808.0;
  const double nanoseconds = seconds * 1e9;
  if (nanoseconds > kLimit || nanoseconds < -kLimit) {
    return core::Error(general(seconds) +
                           " cannot be represented as a nanoseconds timestamp since it overflows "
                           "int64",
                       core::ErrorKind::invalid);
  }
  return core::Instant(core::Duration(static_cast<std::int64_t>(nanoseconds / 1e6)));
}

}  // namespace silicon::templates
