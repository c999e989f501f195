#include "alerting/template/functions/text.hpp"

#include <gtest/gtest.h>

namespace silicon::templates {
namespace {

TEST(Case, ChangesLettersOfTheUsualAlphabets) {
  EXPECT_EQ(to_upper("abc \xC3\xA9 \xD0\xB6 1"), "ABC \xC3\x89 \xD0\x96 1");
  EXPECT_EQ(to_lower("ABC \xC3\x89 \xCE\x94"), "abc \xC3\xA9 \xCE\xB4");
  EXPECT_EQ(to_upper("\xFF\xE2\x82\xAC"), "\xFF\xE2\x82\xAC");
}

TEST(Title, RaisesTheFirstLetterOfEachWord) {
  EXPECT_EQ(title("hello WORLD a-b c_d 1st"), "Hello WORLD A-B C_d 1St");
  EXPECT_EQ(title("don't a.b 'x'"), "Don't A.b 'X'");
  EXPECT_EQ(title(""), "");
}

TEST(StripPort, TakesThePortOffAnAddress) {
  EXPECT_EQ(strip_port("web-1:9100"), "web-1");
  EXPECT_EQ(strip_port("[::1]:80"), "::1");
  EXPECT_EQ(strip_port("web-1"), "web-1");
  EXPECT_EQ(strip_port("::1:80"), "::1:80");
  EXPECT_EQ(strip_port("[::1]"), "[::1]");
  EXPECT_EQ(strip_port(""), "");
}

TEST(StripDomain, LeavesTheNameOfTheHost) {
  EXPECT_EQ(strip_domain("web-1.example.com:80"), "web-1:80");
  EXPECT_EQ(strip_domain("web-1.example.com"), "web-1");
  EXPECT_EQ(strip_domain("10.0.0.1:80"), "10.0.0.1:80");
  EXPECT_EQ(strip_domain("[fe80::1]:80"), "[fe80::1]:80");
  EXPECT_EQ(strip_domain("1.2.3.com"), "1");
}

}  // namespace
}  // namespace silicon::templates
