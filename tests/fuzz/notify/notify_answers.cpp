// Answers of services that may say anything: each is judged, with a reason that is one line.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "alerting/notify/email/judge.hpp"
#include "alerting/notify/pagerduty/judge.hpp"
#include "alerting/notify/retry/redirect.hpp"
#include "alerting/notify/slack/judge.hpp"

namespace {

using namespace silicon;

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const notify::Judgement& judgement) {
  const bool delivered = judgement.verdict == notify::Verdict::delivered;
  require(delivered == judgement.reason.empty());
  require(judgement.reason.size() < 400);
  require(judgement.reason.find_first_of("\r\n") == std::string::npos);
  require(!judgement.wait || judgement.wait->count() >= 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const int status = 100 + (data[0] * 256 + data[1]) % 500;
  const std::string_view text(reinterpret_cast<const char*>(data + 2), size - 2);
  const std::size_t half = text.size() / 2;
  const notify::Answer answer{"", status, text.substr(half), text.substr(0, half)};
  check(notify::judge(answer, core::Instant{}));
  check(slack::judge(answer, core::Instant{}).judgement);
  check(pagerduty::judge(answer, core::Instant{}));
  check(email::judge({"not taken", status, text}));
  const auto next = notify::redirected("https://hooks.example/x", status, text);
  // Never to anybody else, whatever the letters.
  const bool elsewhere = next && *next && (**next).size() > 22 && (**next)[21] != ':' &&
                         std::string_view("/?#").find((**next)[21]) == std::string_view::npos;
  require(!elsewhere || (**next).find('@') != std::string::npos);
  return 0;
}
