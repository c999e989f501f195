#include "alerting/notify/email/judge.hpp"

#include <gtest/gtest.h>

namespace silicon::email {
namespace {

using notify::Verdict;

TEST(SmtpJudge, TakesWhatTheServerTook) {
  EXPECT_EQ(judge({"", 250, "250 queued"}).verdict, Verdict::delivered);
}

TEST(SmtpJudge, TriesAgainWhatMayPass) {
  EXPECT_EQ(judge({"Connection refused", 0, ""}).reason, "Connection refused");
  EXPECT_EQ(judge({"Connection refused", 0, ""}).verdict, Verdict::retry);
  const notify::Judgement greylisted = judge({"refused", 451, "451 4.7.1 try again later\r\n"});
  EXPECT_EQ(greylisted.verdict, Verdict::retry);
  EXPECT_EQ(greylisted.reason, "refused: the server says \"451 4.7.1 try again later\"");
  EXPECT_EQ(judge({"the connection ended", 354, "354 go"}).verdict, Verdict::retry);
  EXPECT_EQ(judge({"the connection ended", 354, "354 go"}).reason, "the connection ended");
}

TEST(SmtpJudge, GivesUpWhatIsRefused) {
  EXPECT_EQ(judge({"refused", 550, "550 no such user"}).verdict, Verdict::give_up);
  EXPECT_EQ(judge({"refused", 552, "552 too large"}).verdict, Verdict::give_up);
}

TEST(SmtpJudge, LetsPeoplePutAPasswordRight) {
  EXPECT_EQ(judge({"login denied", 535, "535 bad password"}).verdict, Verdict::retry);
  EXPECT_EQ(judge({"refused", 530, "530 must issue STARTTLS"}).verdict, Verdict::retry);
}

}  // namespace
}  // namespace silicon::email
