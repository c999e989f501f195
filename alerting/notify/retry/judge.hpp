// What an answer to a delivery means: done, again later, or never. Stricter than nobody, kinder
// than Alertmanager where users asked for it: 429 is tried again everywhere, and Retry-After is
// honoured (alertmanager #2111, #2205, #3189). Pure; any thread. Tested by
// tests/alerting/notify/retry/judge_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/time.hpp"

namespace silicon::notify {

enum class Verdict { delivered, retry, give_up };

struct Judgement {
  Verdict verdict = Verdict::delivered;
  std::string reason;  // in words, of what is not delivered
  // The receiver has said when to come back, from now on.
  std::optional<core::Duration> wait = std::nullopt;
};

// What came back: `failure` in words where there was no whole answer; otherwise a status, the
// answer's body, and its Retry-After header ("" for none).
struct Answer {
  std::string_view failure;
  int status = 0;
  std::string_view body;
  std::string_view retry_after;
};

// Transport failures, 5xx, 408 and 429 are tried again; every other status but 2xx is final.
Judgement judge(const Answer& answer, core::Instant now);

// Retry-After in seconds or as a date ("Wed, 21 Oct 2015 07:28:00 GMT"); nullopt for anything else.
// At most an hour.
std::optional<core::Duration> parse_retry_after(std::string_view text, core::Instant now);

}  // namespace silicon::notify
