#include "alerting/config/target_groups.hpp"

#include <gtest/gtest.h>

namespace silicon::config {
namespace {

std::string problem(std::string_view text, const std::string& file) {
  const auto groups = parse_target_file(text, file);
  return groups ? "" : groups.error().message();
}

const scrape::TargetGroups kExpected = {{{"a:1", "b:1"}, {{"__meta_filepath", "x"}, {"dc", "eu"}}},
                                        {{"c:1"}, {{"__meta_filepath", "x"}}}};

scrape::TargetGroups expected(const std::string& file) {
  scrape::TargetGroups groups = kExpected;
  for (auto& group : groups) group.labels = group.labels.with("__meta_filepath", file);
  return groups;
}

TEST(TargetFile, IsReadAsYaml) {
  const auto groups =
      parse_target_file("- targets: [a:1, b:1]\n  labels: { dc: eu }\n- targets: [c:1]\n", "t.yml");
  ASSERT_TRUE(groups) << groups.error().message();
  EXPECT_EQ(*groups, expected("t.yml"));
}

TEST(TargetFile, IsReadAsJson) {
  const auto groups = parse_target_file(
      R"([{"targets": ["a:1", "b:1"], "labels": {"dc": "eu"}}, {"targets": ["c:1"]}])", "t.json");
  ASSERT_TRUE(groups) << groups.error().message();
  EXPECT_EQ(*groups, expected("t.json"));
}

TEST(TargetFile, MayBeEmpty) {
  EXPECT_TRUE(parse_target_file("", "t.yml")->empty());
  EXPECT_TRUE(parse_target_file("[]", "t.json")->empty());
}

TEST(TargetFile, IsRefusedWithAllItsMistakes) {
  EXPECT_EQ(problem("- target: [a]\n- 5\n- targets: { a: b }\n", "t.yml"),
            "t.yml:1:3: unknown key \"target\"; did you mean \"targets\"?\n"
            "t.yml:2:3: must be a map (KEY: VALUE), not one value\n"
            "t.yml:3:12: targets: must be a list, not a map");
  EXPECT_EQ(problem("a: b", "t.yml"), "t.yml:1:1: must be a list of maps with targets and labels");
  EXPECT_EQ(problem("[", "t.json"), "t.json: not JSON, from byte 2 on");
}

}  // namespace
}  // namespace silicon::config
