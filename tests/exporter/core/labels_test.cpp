#include "exporter/core/labels.hpp"

#include <gtest/gtest.h>

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

TEST(Labels, OrderByNamesThenValues) {
  EXPECT_LT((Labels{{"cpu", "1"}}), (Labels{{"cpu", "2"}}));
  EXPECT_LT((Labels{{"cpu", "1"}}), (Labels{{"cpu", "1"}, {"tier", "x"}}));
  EXPECT_LT(Labels(), (Labels{{"cpu", "1"}}));
}

}  // namespace
}  // namespace silicon::core
