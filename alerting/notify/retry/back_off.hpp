// How long to wait before a delivery is tried again: 500 ms at first, half as long again each time,
// a minute at most, each up to half shorter or longer so that senders that failed together do not
// come back together. Alertmanager's figures (cenkalti/backoff), with a jitter that a seed decides.
// Pure; any thread. Tested by tests/alerting/notify/retry/back_off_test.cpp.
#pragma once

#include <cstdint>

#include "exporter/core/time.hpp"

namespace silicon::notify {

// `failures` counts those in a row, from 1.
core::Duration back_off(std::uint32_t failures, std::uint64_t seed);

}  // namespace silicon::notify
