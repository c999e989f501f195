// What PagerDuty's answer means, with what it found wrong:
// {"status":"invalid event","message":"Event object is invalid","errors":["'summary' is missing"]}.
// Pure; any thread. Tested by tests/alerting/notify/pagerduty/judge_test.cpp, fuzzed by
// tests/fuzz/notify/notify_answers.cpp.
#pragma once

#include "alerting/notify/retry/judge.hpp"

namespace silicon::pagerduty {

notify::Judgement judge(const notify::Answer& answer, core::Instant now);

}  // namespace silicon::pagerduty
