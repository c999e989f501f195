#include "alerting/scrape/relabel/rule.hpp"

#include <gtest/gtest.h>

namespace silicon::scrape {
namespace {

std::string problem(RelabelOptions options) {
  const auto rule = RelabelRule::create(std::move(options));
  return rule ? "" : rule.error().message();
}

RelabelOptions of_action(std::string action) {
  RelabelOptions options;
  options.action = std::move(action);
  return options;
}

TEST(RelabelRule, KnowsEveryActionInAnyCase) {
  for (const char* word : {"replace", "keep", "drop", "keepequal", "dropequal", "hashmod",
                           "labelmap", "labeldrop", "labelkeep", "lowercase", "uppercase"}) {
    EXPECT_TRUE(parse_action(word)) << word;
  }
  EXPECT_EQ(problem(of_action("Keep")), "");
  EXPECT_EQ(problem(of_action("keeep")), "unknown relabel action \"keeep\"");
  EXPECT_EQ(problem(of_action("")), "unknown relabel action \"\"");
}

TEST(RelabelRule, NeedsATargetWhereItWritesOne) {
  for (const char* word : {"replace", "lowercase", "uppercase", "keepequal", "dropequal"}) {
    EXPECT_EQ(problem(of_action(word)), "action " + std::string(word) + " needs a target_label");
  }
  for (const char* word : {"keep", "drop", "labelmap", "labeldrop", "labelkeep"}) {
    EXPECT_EQ(problem(of_action(word)), "") << word;
  }
}

TEST(RelabelRule, HashmodNeedsAModulus) {
  RelabelOptions options = of_action("hashmod");
  options.target_label = "shard";
  EXPECT_EQ(problem(options), "action hashmod needs a modulus above 0");
  options.modulus = 8;
  EXPECT_EQ(problem(options), "");
}

TEST(RelabelRule, TakesAnyTextForAName) {
  RelabelOptions options;
  options.target_label = "my.label";
  EXPECT_EQ(problem(options), "");
  options.target_label = "${1}";
  EXPECT_EQ(problem(options), "");
  options.target_label = "\xff";
  EXPECT_EQ(problem(options), "target_label \"?\" is no label name");
  options.target_label = "a";
  options.source_labels = {"ok", ""};
  EXPECT_EQ(problem(options), "source label \"\" is no label name");
}

TEST(RelabelRule, RefusesWhatTheActionWouldIgnore) {
  RelabelOptions options = of_action("lowercase");
  options.target_label = "a";
  options.replacement = "b";
  EXPECT_EQ(problem(options), "action lowercase takes no replacement");

  options = of_action("labeldrop");
  options.source_labels = {"a"};
  EXPECT_EQ(problem(options), "action labeldrop takes a regex only");

  options = of_action("keepequal");
  options.target_label = "a";
  options.regex = "b";
  EXPECT_EQ(problem(options), "action keepequal takes source_labels and target_label only");
}

TEST(RelabelRule, LabelmapNeedsAReplacement) {
  RelabelOptions options = of_action("labelmap");
  options.replacement = "";
  EXPECT_EQ(problem(options), "replacement \"\" is no label name");
}

TEST(RelabelRule, SaysWhatIsWrongWithARegularExpression) {
  RelabelOptions options = of_action("keep");
  options.regex = "(";
  EXPECT_EQ(problem(options), "error parsing regexp: missing closing ): `(`");
}

}  // namespace
}  // namespace silicon::scrape
