#include "alerting/notify/pagerduty/judge.hpp"

#include <gtest/gtest.h>

namespace silicon::pagerduty {
namespace {

using namespace std::chrono_literals;
using notify::Judgement;
using notify::Verdict;

Judgement judged(int status, std::string_view body, std::string_view retry_after = "") {
  return judge({"", status, body, retry_after}, core::Instant{});
}

TEST(PagerDutyJudge, TakesWhatIsAccepted) {
  EXPECT_EQ(judged(202, R"({"status":"success","dedup_key":"k"})").verdict, Verdict::delivered);
}

TEST(PagerDutyJudge, SaysWhatWasWrong) {
  const Judgement judgement = judged(
      400,
      R"({"status":"invalid event","message":"Event object is invalid","errors":["no summary",3]})");
  EXPECT_EQ(judgement.verdict, Verdict::give_up);
  EXPECT_EQ(judgement.reason,
            "HTTP status 400: PagerDuty says \"Event object is invalid: no summary\"");
}

TEST(PagerDutyJudge, WaitsAsLongAsItIsTold) {
  const Judgement judgement = judged(429, R"({"message":"slow down"})", "12");
  EXPECT_EQ(judgement.verdict, Verdict::retry);
  EXPECT_EQ(judgement.wait, 12s);
  EXPECT_EQ(judged(500, "oops").verdict, Verdict::retry);
  EXPECT_EQ(judged(500, "oops").reason, "HTTP status 500: \"oops\"");
}

TEST(PagerDutyJudge, IsNotMisledByWhatTheBodyHolds) {
  EXPECT_EQ(judged(400, "[1,2").reason, "HTTP status 400: \"[1,2\"");
  EXPECT_EQ(judged(400, R"({"errors":{}})").reason, R"(HTTP status 400: "{"errors":{}}")");
  EXPECT_EQ(judge({"timed out", 0, R"({"message":"x"})", ""}, {}).reason, "timed out");
}

}  // namespace
}  // namespace silicon::pagerduty
