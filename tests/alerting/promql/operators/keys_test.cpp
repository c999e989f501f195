#include "alerting/promql/operators/keys.hpp"

#include <gtest/gtest.h>

namespace silicon::promql {
namespace {

const Head kHead{{{"__name__", "x"}, {"a", "1"}, {"b", "2"}, {"c", "3"}}, false};

TEST(LabelFilter, KeepsWhatIsListed) {
  const LabelFilter filter({"c", "a", "a", "z"}, true, {});
  EXPECT_EQ(filter.apply(kHead), (core::Labels{{"a", "1"}, {"c", "3"}}));
}

TEST(LabelFilter, LeavesOutWhatIsListedAndTheName) {
  const LabelFilter filter({"b"}, false, {});
  EXPECT_EQ(filter.apply(kHead), (core::Labels{{"a", "1"}, {"c", "3"}}));
}

TEST(LabelFilter, SeesADroppedNameOnlyWhileItsRemovalIsDelayed) {
  Head dropped = kHead;
  dropped.drop_name = true;
  EXPECT_TRUE(LabelFilter({"__name__"}, true, {}).apply(dropped).empty());
  Options delayed;
  delayed.delayed_name_removal = true;
  EXPECT_EQ(LabelFilter({"__name__"}, true, delayed).apply(dropped).get("__name__"), "x");
}

TEST(KeyNumbers, AreEqualForEqualLabels) {
  const LabelFilter by({"a", "b"}, true, {});
  KeyNumbers numbers(by);
  const auto number = [&](core::Labels labels) {
    return numbers.number({std::move(labels), false});
  };
  EXPECT_EQ(number({{"a", "1"}, {"b", "2"}}), 0U);
  EXPECT_EQ(number({{"a", "1"}, {"b", "2"}, {"c", "9"}}), 0U);
  EXPECT_EQ(number({{"a", "1"}}), 1U);
  EXPECT_EQ(number({{"b", "1"}}), 2U) << "which label is absent matters";
  EXPECT_EQ(numbers.size(), 3U);
}

TEST(KeyNumbers, DoNotMixUpNamesAndValues) {
  const LabelFilter all({}, false, {});
  KeyNumbers numbers(all);
  EXPECT_NE(numbers.number({{{"a", "bc"}}, false}), numbers.number({{{"ab", "c"}}, false}));
}

}  // namespace
}  // namespace silicon::promql
