#include "alerting/notify/retry/judge.hpp"

#include <gtest/gtest.h>

namespace silicon::notify {
namespace {

using namespace std::chrono_literals;

// Wed, 21 Oct 2015 07:28:00 GMT
const core::Instant kNow{std::chrono::seconds(1'445'412'480)};

Judgement of(int status, std::string_view body = "", std::string_view retry_after = "") {
  return judge({"", status, body, retry_after}, kNow);
}

TEST(Judge, TakesEvery2xxForDelivered) {
  for (const int status : {200, 201, 202, 204, 299}) {
    EXPECT_EQ(of(status).verdict, Verdict::delivered) << status;
  }
}

TEST(Judge, TriesAgainWhatMayPass) {
  for (const int status : {408, 429, 500, 502, 503, 504, 599}) {
    EXPECT_EQ(of(status).verdict, Verdict::retry) << status;
  }
  const Judgement failed = judge({"connection refused", 0, "", ""}, kNow);
  EXPECT_EQ(failed.verdict, Verdict::retry);
  EXPECT_EQ(failed.reason, "connection refused");
}

TEST(Judge, GivesUpOnWhatWillNotChange) {
  for (const int status : {0, 301, 302, 400, 401, 403, 404, 413}) {
    EXPECT_EQ(of(status).verdict, Verdict::give_up) << status;
  }
  EXPECT_EQ(of(400, " bad label\n").reason, "HTTP status 400: \"bad label\"");
  EXPECT_EQ(of(404).reason, "HTTP status 404");
}

TEST(Judge, HonoursRetryAfter) {
  EXPECT_EQ(of(429, "", "17").wait, 17s);
  EXPECT_EQ(of(503, "", "Wed, 21 Oct 2015 07:29:30 GMT").wait, 90s);
  EXPECT_EQ(of(503, "", "soon").wait, std::nullopt);
  EXPECT_EQ(of(503).wait, std::nullopt);
}

TEST(ParseRetryAfter, KeepsToAnHour) {
  EXPECT_EQ(parse_retry_after("0", kNow), 0s);
  EXPECT_EQ(parse_retry_after(" 3600 ", kNow), 1h);
  EXPECT_EQ(parse_retry_after("18446744073709551615", kNow), 1h);
  EXPECT_EQ(parse_retry_after("Thu, 22 Oct 2099 07:28:00 GMT", kNow), 1h);
  EXPECT_EQ(parse_retry_after("Wed, 21 Oct 2015 07:00:00 GMT", kNow), 0s) << "past";
}

TEST(ParseRetryAfter, RefusesWhatIsNeitherSecondsNorADate) {
  for (const char* text :
       {"", "-1", "1.5", "Wed, 21 Oct 2015 07:28:00 CET", "Wed, 31 Feb 2015 07:28:00 GMT",
        "Wed, 21 Okt 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07-28-00 GMT", "21 Oct 2015",
        "Wed, x Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 7:28:00 GMT"}) {
    EXPECT_EQ(parse_retry_after(text, kNow), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace silicon::notify
