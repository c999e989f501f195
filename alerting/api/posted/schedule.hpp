// The schedule of a recurring silence in JSON, with the names and texts of Alertmanager's
// time_intervals: [{"times": [{"start_time": "22:00", "end_time": "24:00"}], "weekdays":
// ["monday:friday"], "days_of_month": ["-3:-1"], "months": ["may"], "years": ["2026"], "location":
// "Europe/Berlin"}]. Pure but for zones, which are looked up; any thread.
// Tested by tests/alerting/api/posted/schedule_test.cpp, fuzzed by
// tests/fuzz/alerting/api/posted_bodies.cpp.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <vector>

#include "alerting/routing/calendar/time_interval.hpp"
#include "exporter/core/json/writer.hpp"
#include "exporter/core/result.hpp"

namespace silicon::api {

inline constexpr std::size_t kMostIntervals = 64;  // and in each of their lists

core::Result<std::vector<routing::TimeInterval>> read_schedule(const nlohmann::json& list);

void write_schedule(core::JsonWriter& json, const std::vector<routing::TimeInterval>& schedule);

}  // namespace silicon::api
