// What a mail server's answer means: 4xx and lost connections are tried again, and so are refused
// names and passwords, which somebody can put right; every other 5xx is final.
// Source: RFC 5321, RFC 4954. Pure; any thread.
// Tested by tests/alerting/notify/email/judge_test.cpp, fuzzed by
// tests/fuzz/notify/notify_answers.cpp.
#pragma once

#include <string_view>

#include "alerting/notify/retry/judge.hpp"

namespace silicon::email {

// How a delivery ended. `failure` in words where the mail was not taken; `reply` is the last line
// that the server said, and `code` its number, 0 for none.
struct SmtpAnswer {
  std::string_view failure;
  int code = 0;
  std::string_view reply;
};

notify::Judgement judge(const SmtpAnswer& answer);

}  // namespace silicon::email
