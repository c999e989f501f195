#include "alerting/alert/annotations.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace silicon::alert {
namespace {

TEST(Annotations, KeepTheirTextsAlsoTheEmptyOnes) {
  const Annotations some{{"nothing", ""}, {"summary", "it is down"}};
  ASSERT_EQ(some.size(), 2U);
  EXPECT_EQ(some[0], (core::LabelView{"nothing", ""}));
  EXPECT_EQ(some[1].value, "it is down");
  std::string names;
  for (const core::LabelView one : some) names.append(one.name).append(",");
  EXPECT_EQ(names, "nothing,summary,");
}

TEST(Annotations, AreNoneWithoutAnyText) {
  const Annotations none(std::vector<core::Label>{});
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.size(), 0U);
  EXPECT_EQ(none.begin(), none.end());
  EXPECT_EQ(none, Annotations());
  EXPECT_TRUE(none.is_copy_of({}));
}

TEST(Annotations, AreEqualByTheirTextsAndCopiesByBeingOne) {
  const Annotations one{{"summary", "a"}};
  const Annotations copy = one;  // NOLINT(performance-unnecessary-copy-initialization)
  const Annotations same{{"summary", "a"}};
  EXPECT_TRUE(copy.is_copy_of(one));
  EXPECT_EQ(copy[0].value.data(), one[0].value.data());
  EXPECT_EQ(same, one);
  EXPECT_FALSE(same.is_copy_of(one));
  EXPECT_NE(one, (Annotations{{"summary", "b"}}));
  EXPECT_NE(one, Annotations());
}

TEST(Annotations, AreOrderedByNameAndThenByText) {
  EXPECT_LT(Annotations(), (Annotations{{"a", ""}}));
  EXPECT_LT((Annotations{{"a", "1"}}), (Annotations{{"a", "2"}}));
  EXPECT_LT((Annotations{{"a", "2"}}), (Annotations{{"b", "1"}}));
  EXPECT_LT((Annotations{{"a", "1"}}), (Annotations{{"a", "1"}, {"b", ""}}));
}

}  // namespace
}  // namespace silicon::alert
