#include "alerting/series/match/expand.hpp"

#include <gtest/gtest.h>

namespace silicon::match {
namespace {

std::string expanded(std::string_view pattern, std::string_view text,
                     std::string_view replacement) {
  const auto regex = Regex::compile(pattern);
  if (!regex) return "no regular expression";
  const auto groups = regex->groups(text);
  return groups ? expand(replacement, *regex, *groups) : "no match";
}

TEST(Expand, ReplacesNumberedGroups) {
  EXPECT_EQ(expanded("(.*):(.*)", "host:80", "$2 of $1"), "80 of host");
  EXPECT_EQ(expanded("(.*):(.*)", "host:80", "${1}x${2}"), "hostx80");
  EXPECT_EQ(expanded("(.*):(.*)", "host:80", "$0"), "host:80");
}

TEST(Expand, ReplacesNamedGroups) {
  EXPECT_EQ(expanded("(?P<name>[a-z]+)(?P<rest>.*)", "web12", "$rest-${name}"), "12-web");
}

TEST(Expand, TakesTheLongestNameBehindADollar) {
  EXPECT_EQ(expanded("(.*)", "a", "$1x"), "");
  EXPECT_EQ(expanded("(.*)", "a", "$1_$1-"), "a-");
}

TEST(Expand, ReplacesWhatIsNoGroupByNothing) {
  EXPECT_EQ(expanded("(.*)", "a", "<$7$nobody${99999999999}>"), "<>");
}

TEST(Expand, GroupsThatTookNoPartAreEmpty) {
  EXPECT_EQ(expanded("(a)|(b)", "b", "<$1$2>"), "<b>");
}

TEST(Expand, KeepsDollarsThatMeanNothing) {
  EXPECT_EQ(expanded("(.*)", "a", "$$1"), "$1");
  EXPECT_EQ(expanded("(.*)", "a", "5$ ${ ${} ${1 $"), "5$ ${ ${} ${1 $");
}

}  // namespace
}  // namespace silicon::match
