#include "alerting/notify/retry/redirect.hpp"

#include <gtest/gtest.h>

namespace silicon::notify {
namespace {

constexpr std::string_view kUrl = "https://user:pass@hooks.example/in?token=1";

// The next URL, "" for no redirect, or what is wrong.
std::string next(int status, std::string_view location, std::string_view url = kUrl) {
  const auto result = redirected(url, status, location);
  if (!result) return result.error().message();
  return result->value_or("");
}

TEST(Redirected, IsNothingForOtherAnswers) {
  EXPECT_EQ(next(200, "https://evil.example/"), "");
  EXPECT_EQ(next(304, ""), "");
  EXPECT_EQ(next(404, "x"), "");
}

TEST(Redirected, FollowsWithinTheSameHost) {
  EXPECT_EQ(next(308, "https://hooks.example/v2"), "https://hooks.example/v2");
  EXPECT_EQ(next(307, "https://HOOKS.example:443/v2"), "https://HOOKS.example:443/v2");
  EXPECT_EQ(next(307, "/v2"), "https://user:pass@hooks.example/v2");
  EXPECT_EQ(next(307, "/v2", "http://[::1]:80/x"), "http://[::1]:80/v2");
  EXPECT_EQ(next(307, "http://[::1]/v2", "http://[::1]:80/x"), "http://[::1]/v2");
  EXPECT_EQ(next(307, "/v2", "http://h?x=1"), "http://h/v2");
}

TEST(Redirected, GoesToNobodyElse) {
  for (const char* location :
       {"https://evil.example/", "http://hooks.example/", "https://hooks.example:444/",
        "//evil.example/", "/\\evil.example", "https://hooks.example@evil.example/",
        "https://evil.example\\@hooks.example/", "relative", "file:///etc/passwd",
        "https://hooks.example/\r\nx"}) {
    EXPECT_NE(next(307, location).find("a redirect to another host is refused"), std::string::npos)
        << location << ": " << next(307, location);
  }
  EXPECT_EQ(next(307, "https://evil.example/?secret"),
            "HTTP status 307: a redirect to another host is refused: \"https://evil.example:443\"");
}

TEST(Redirected, DoesNotTakeAPageForADelivery) {
  EXPECT_EQ(next(302, "/login"), "HTTP status 302: a redirect that would not deliver the message");
  EXPECT_EQ(next(301, "https://hooks.example/"),
            "HTTP status 301: a redirect that would not deliver the message");
  EXPECT_EQ(next(308, ""), "HTTP status 308: a redirect to nowhere");
}

}  // namespace
}  // namespace silicon::notify
