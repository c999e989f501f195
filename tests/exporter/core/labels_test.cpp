#include "exporter/core/labels.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace silicon::core {
namespace {

TEST(Labels, AreSortedByNameWhateverTheOrderGiven) {
  const Labels labels{{"tier", "performance"}, {"cpu", "3"}};
  ASSERT_EQ(labels.size(), 2U);
  EXPECT_EQ(labels.begin()->name, "cpu");
  EXPECT_EQ(labels, (Labels{{"cpu", "3"}, {"tier", "performance"}}));
}

TEST(Labels, TreatAnEmptyValueAsNoLabel) {
  const Labels labels{{"cpu", "3"}, {"tier", ""}};
  EXPECT_EQ(labels, (Labels{{"cpu", "3"}}));
  EXPECT_TRUE((Labels{{"tier", ""}}).empty());
}

TEST(Labels, KeepTheLaterOfTwoValuesForOneName) {
  EXPECT_EQ((Labels{{"cpu", "1"}, {"cpu", "2"}}).get("cpu"), "2");
}

TEST(Labels, AreTheSameWhateverTheyAreMadeFrom) {
  const Labels labels{{"cpu", "1"}, {"tier", "x"}};
  EXPECT_EQ(Labels(std::vector<Label>{{"tier", "x"}, {"cpu", "1"}}), labels);
  EXPECT_EQ(Labels(std::vector<LabelView>{{"cpu", "0"}, {"tier", "x"}, {"cpu", "1"}}), labels);
  EXPECT_EQ(Labels(std::vector<LabelView>{{"cpu", "1"}, {"gpu", ""}, {"tier", "x"}}), labels);
  EXPECT_EQ(Labels(std::vector<LabelView>(labels.begin(), labels.end())), labels);
  EXPECT_TRUE(Labels(std::vector<Label>()).empty());
}

TEST(Labels, OwnWhatTheyShow) {
  std::string value = "a value that is longer than a string object";
  const Labels labels{{"cpu", value}};
  value.assign(value.size(), '-');
  EXPECT_EQ(labels.get("cpu"), "a value that is longer than a string object");
}

TEST(Labels, AnswerAnUnknownNameWithEmptyText) {
  EXPECT_EQ((Labels{{"cpu", "1"}}).get("tier"), "");
  EXPECT_EQ(Labels().get("tier"), "");
}

TEST(Labels, CanBeExtendedReplacedAndReducedWithoutChangingTheOriginal) {
  const Labels one{{"cpu", "1"}};
  EXPECT_EQ(one.with("tier", "x"), (Labels{{"cpu", "1"}, {"tier", "x"}}));
  EXPECT_EQ(one.with("cpu", "2"), (Labels{{"cpu", "2"}}));
  EXPECT_EQ(one.with("cpu", ""), Labels());
  EXPECT_EQ(one, (Labels{{"cpu", "1"}}));
}

TEST(Labels, StayInOrderWhereverALabelIsPut) {
  const Labels two{{"b", "1"}, {"d", "1"}};
  EXPECT_EQ(two.with("a", "1"), (Labels{{"a", "1"}, {"b", "1"}, {"d", "1"}}));
  EXPECT_EQ(two.with("c", "1"), (Labels{{"b", "1"}, {"c", "1"}, {"d", "1"}}));
  EXPECT_EQ(two.with("e", "1"), (Labels{{"b", "1"}, {"d", "1"}, {"e", "1"}}));
  EXPECT_EQ(two.with("b", ""), (Labels{{"d", "1"}}));
  EXPECT_EQ(Labels().with("a", "1"), (Labels{{"a", "1"}}));
}

TEST(Labels, CanBeExtendedWhenThereAreMany) {
  std::vector<Label> many;
  for (char c = 'A'; c <= 'Z'; ++c) many.push_back({std::string(1, c), "1"});
  const Labels most(many);
  many.push_back({"a", "2"});
  EXPECT_EQ(most.with("a", "2"), Labels(many));
  EXPECT_EQ(Labels(many).with("a", ""), most);
}

TEST(Labels, AreCopiesOfWhatAChangeLeavesAsItWas) {
  const Labels one{{"cpu", "1"}};
  EXPECT_TRUE(one.with("cpu", "1").is_copy_of(one));
  EXPECT_TRUE(one.with("tier", "").is_copy_of(one));
  EXPECT_FALSE(one.with("cpu", "2").is_copy_of(one));
}

TEST(Labels, MayBeExtendedByTheirOwnTexts) {
  Labels labels{{"cpu", "1"}};
  labels = labels.with("other", labels.get("cpu"));
  EXPECT_EQ(labels, (Labels{{"cpu", "1"}, {"other", "1"}}));
}

TEST(Labels, KnowTheirCopiesFromOthersThatAreEqual) {
  const Labels one{{"cpu", "1"}};
  const Labels copy = one;
  EXPECT_TRUE(one.is_copy_of(copy));
  EXPECT_FALSE(one.is_copy_of(Labels{{"cpu", "1"}}));
  EXPECT_TRUE(Labels().is_copy_of(Labels()));
  EXPECT_FALSE(one.is_copy_of({}));
}

TEST(Labels, HashDiffersWhenTextMovesBetweenNameAndValue) {
  EXPECT_NE((Labels{{"a", "bc"}}).hash(), (Labels{{"ab", "c"}}).hash());
  EXPECT_EQ((Labels{{"a", "b"}, {"c", "d"}}).hash(), (Labels{{"c", "d"}, {"a", "b"}}).hash());
}

TEST(Labels, HashTheSameInEveryVersion) {
  // Saved states name alerts by it. Source of the numbers: FNV-1a, 64 bits, with 0xff behind each.
  EXPECT_EQ(Labels().hash(), 0xcbf29ce484222325U);
  EXPECT_EQ((Labels{{"a", "b"}}).hash(), 0xd2b371819297f98aU);
}

TEST(Labels, OrderByNamesThenValues) {
  EXPECT_LT((Labels{{"cpu", "1"}}), (Labels{{"cpu", "2"}}));
  EXPECT_LT((Labels{{"cpu", "1"}}), (Labels{{"cpu", "1"}, {"tier", "x"}}));
  EXPECT_LT(Labels(), (Labels{{"cpu", "1"}}));
}

}  // namespace
}  // namespace silicon::core
