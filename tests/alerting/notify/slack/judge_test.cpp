#include "alerting/notify/slack/judge.hpp"

#include <gtest/gtest.h>

namespace silicon::slack {
namespace {

using namespace std::chrono_literals;
using notify::Verdict;

Answered judged(int status, std::string_view body, std::string_view retry_after = "") {
  return judge({"", status, body, retry_after}, core::Instant{});
}

TEST(SlackJudge, BelievesWhatTheBodySays) {
  EXPECT_EQ(judged(200, "ok").judgement.verdict, Verdict::delivered);
  EXPECT_EQ(judged(200, " ok\n").judgement.verdict, Verdict::delivered);
  EXPECT_EQ(judged(200, R"({"ok":true})").judgement.verdict, Verdict::delivered);
  const Answered refused = judged(200, R"({"ok":false,"error":"channel_not_found"})");
  EXPECT_EQ(refused.judgement.verdict, Verdict::give_up);
  EXPECT_EQ(refused.judgement.reason, "Slack says \"channel_not_found\"");
  EXPECT_EQ(judged(200, "no_text").judgement.verdict, Verdict::give_up);
  EXPECT_EQ(judged(200, "{}").judgement.reason, "Slack says \"no reason\"");
  EXPECT_EQ(judged(200, R"({"ok":"true"})").judgement.verdict, Verdict::give_up);
}

TEST(SlackJudge, RemembersWhereTheMessageStands) {
  EXPECT_EQ(judged(200, R"({"ok":true,"channel":"C1","ts":"1.2"})").posted, (Posted{"C1", "1.2"}));
  EXPECT_EQ(judged(200, R"({"ok":true,"channel":1,"ts":"1.2"})").posted, std::nullopt);
  EXPECT_EQ(judged(200, "ok").posted, std::nullopt);
}

TEST(SlackJudge, WaitsAsLongAsSlackSays) {
  const Answered limited = judged(429, "rate_limited", "30");
  EXPECT_EQ(limited.judgement.verdict, Verdict::retry);
  EXPECT_EQ(limited.judgement.wait, 30s);
  const Answered in_body = judged(200, R"({"ok":false,"error":"ratelimited"})", "7");
  EXPECT_EQ(in_body.judgement.verdict, Verdict::retry);
  EXPECT_EQ(in_body.judgement.wait, 7s);
  EXPECT_EQ(judged(503, "").judgement.verdict, Verdict::retry);
}

TEST(SlackJudge, PostsAnewWhatIsGone) {
  const Answered gone = judged(200, R"({"ok":false,"error":"message_not_found"})");
  EXPECT_TRUE(gone.post_anew);
  EXPECT_EQ(gone.judgement.verdict, Verdict::retry);
  EXPECT_FALSE(judged(200, R"({"ok":false,"error":"invalid_auth"})").post_anew);
}

TEST(SlackJudge, GivesUpWhatIsRefused) {
  EXPECT_EQ(judged(404, "no_service").judgement.verdict, Verdict::give_up);
  EXPECT_EQ(judged(403, "invalid_token").judgement.reason, "HTTP status 403: \"invalid_token\"");
  EXPECT_EQ(judge({"Connection refused", 0, "", ""}, {}).judgement.verdict, Verdict::retry);
}

}  // namespace
}  // namespace silicon::slack
