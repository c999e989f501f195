// A silence as POST /api/v2/silences brings it: JSON to a silence, by Alertmanager's rules and with
// its words; and what silences have here besides: "schedule" (see schedule.hpp) and
// "untilResolved". Whether it may be is the set's business. Source: prometheus/alertmanager 0.28,
// api/v2/models/postable_silence.go. Pure; any thread.
// Tested by tests/alerting/api/posted/posted_silence_test.cpp, fuzzed by
// tests/fuzz/alerting/api/posted_bodies.cpp.
#pragma once

#include <cstddef>
#include <string_view>

#include "alerting/routing/muting/silence.hpp"
#include "exporter/core/result.hpp"

namespace silicon::api {

inline constexpr std::size_t kMostSilenceMatchers = 256;
inline constexpr std::size_t kMostSilenceBytes = std::size_t{64} << 10;

core::Result<routing::Silence> read_posted_silence(std::string_view body, core::Instant now);

}  // namespace silicon::api
