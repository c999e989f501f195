#include "alerting/api/answer/parameters.hpp"

#include <algorithm>
#include <cmath>

#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/calendar/timestamp.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::api {
namespace {

core::Error unreadable(std::string_view text, std::string_view as_what) {
  return core::Error("cannot parse " + promql::quoted(text) + " to a valid " + std::string(as_what),
                     core::ErrorKind::invalid);
}

}  // namespace

std::string_view Parameters::first(std::string_view name) const {
  const auto found = std::find_if(list_.begin(), list_.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  return found == list_.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string_view> Parameters::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : list_) {
    if (key == name) values.emplace_back(value);
  }
  return values;
}

core::Result<core::Instant> parse_time(std::string_view text) {
  if (const auto seconds = core::parse_double(text)) {
    if (std::isnan(*seconds)) return unreadable(text, "timestamp");
    constexpr double kLimit = 9.2e15;
    const double milliseconds = std::clamp(std::round(*seconds * 1000), -kLimit, kLimit);
    return core::Instant(core::Duration(static_cast<std::int64_t>(milliseconds)));
  }
  if (const auto time = core::parse_timestamp(text)) return *time;
  // Go prints its least and greatest times like this; clients echo them.
  if (text == "-292273086-05-16T16:47:06Z") return kEarliest;
  if (text == "292277025-08-18T07:12:54.999999999Z") return kLatest;
  return unreadable(text, "timestamp");
}

core::Result<core::Duration> parse_step(std::string_view text) {
  if (const auto seconds = core::parse_double(text)) {
    constexpr double kMostSeconds = 9.2e9;  // what fits Go's durations
    if (std::isnan(*seconds)) return unreadable(text, "duration");
    if (std::abs(*seconds) > kMostSeconds) {
      return core::Error(unreadable(text, "duration").message() + ". It overflows int64",
                         core::ErrorKind::invalid);
    }
    return core::Duration(static_cast<std::int64_t>(std::trunc(*seconds * 1000)));
  }
  if (auto duration = core::parse_duration(text)) return duration;
  return unreadable(text, "duration");
}

core::Result<std::size_t> parse_limit(std::string_view text) {
  if (text.empty()) return std::size_t{0};
  const auto limit = core::parse_signed(text);
  if (!limit) {
    return core::Error("strconv.Atoi: parsing " + promql::quoted(text) + ": invalid syntax",
                       core::ErrorKind::invalid);
  }
  if (*limit < 0) return core::Error("limit must be non-negative", core::ErrorKind::invalid);
  return static_cast<std::size_t>(*limit);
}

}  // namespace silicon::api
