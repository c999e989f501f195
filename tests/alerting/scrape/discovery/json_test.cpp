#include "alerting/scrape/discovery/json.hpp"

#include <gtest/gtest.h>

#include <string>

namespace silicon::scrape {
namespace {

std::string problem(std::string_view json) {
  const auto groups = parse_target_groups(json);
  return groups ? "" : groups.error().message();
}

TEST(ParseTargetGroups, ReadsAddressesAndLabels) {
  const auto groups = parse_target_groups(
      R"([{"targets": ["10.0.0.1:80", "[::1]:80"], "labels": {"__meta_dc": "Z\u00fcrich"}}, {}])");
  ASSERT_TRUE(groups) << groups.error().message();
  ASSERT_EQ(groups->size(), 2U);
  EXPECT_EQ((*groups)[0],
            (TargetGroup{{"10.0.0.1:80", "[::1]:80"}, {{"__meta_dc", "Z\xc3\xbcrich"}}}));
  EXPECT_EQ((*groups)[1], TargetGroup{});
}

TEST(ParseTargetGroups, TakesNullForNothing) {
  const auto groups = parse_target_groups(R"([{"targets": null, "labels": null}])");
  ASSERT_TRUE(groups);
  EXPECT_EQ((*groups)[0], TargetGroup{});
}

TEST(ParseTargetGroups, SaysWhichGroupIsWrong) {
  EXPECT_EQ(problem("{}"), "must be a list of maps with targets and labels");
  EXPECT_EQ(problem("null"), "must be a list of maps with targets and labels");
  EXPECT_EQ(problem("[{}, 5]"), "group 2: must be a map with targets and labels");
  EXPECT_EQ(problem(R"([{"target": []}])"), "group 1: unknown key \"target\"");
  EXPECT_EQ(problem(R"([{"targets": "a"}])"), "group 1: targets must be a list");
  EXPECT_EQ(problem(R"([{"targets": [1]}])"), "group 1: targets must be texts");
  EXPECT_EQ(problem(R"([{"labels": []}])"), "group 1: labels must be a map");
  EXPECT_EQ(problem(R"([{"labels": {"a": 1}}])"), "group 1: label \"a\" must be text");
  EXPECT_EQ(problem(R"([{"labels": {"": "a"}}])"), "group 1: a label's name is empty");
}

TEST(ParseTargetGroups, SaysWhereTheJsonEnds) {
  EXPECT_EQ(problem(""), "not JSON, from byte 1 on");
  EXPECT_EQ(problem("[{]"), "not JSON, from byte 3 on");
  EXPECT_EQ(problem("[\"\xff\"]"), "not JSON, from byte 3 on");
  EXPECT_NE(problem(std::string(100'000, '[')), "");
}

TEST(ParseTargetGroups, RefusesNumbersThatNobodyCanHold) {
  EXPECT_EQ(problem("[1e999]"), "a number is too large");
}

}  // namespace
}  // namespace silicon::scrape
