// What Slack's answer means. Slack says "200 OK" to much that it did not do, and why in the body:
// {"ok":false,"error":"channel_not_found"}, or a word in plain text.
// Source: Slack's API methods, "Errors"; Alertmanager 0.28, notify/slack/slack.go.
// Pure; any thread. Tested by tests/alerting/notify/slack/judge_test.cpp, fuzzed by
// tests/fuzz/notify/notify_answers.cpp.
#pragma once

#include <optional>

#include "alerting/notify/retry/judge.hpp"
#include "alerting/notify/slack/render.hpp"

namespace silicon::slack {

struct Answered {
  notify::Judgement judgement;
  std::optional<Posted> posted = std::nullopt;  // of a bot's message that was taken
  // The message to be updated is gone, or too old: render again without it.
  bool post_anew = false;
};

Answered judge(const notify::Answer& answer, core::Instant now);

}  // namespace silicon::slack
