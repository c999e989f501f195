#include "alerting/promql/value/columns.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "alerting/promql/value/grid.hpp"

namespace silicon::promql {
namespace {

void add(Columns& columns, core::Labels labels, std::vector<double> values) {
  const std::span<double> row = columns.add({std::move(labels), false});
  std::copy(values.begin(), values.end(), row.begin());
}

TEST(Grid, IncludesBothEndsWhenTheStepFits) {
  const core::Instant start{std::chrono::seconds(10)};
  const Grid grid{start, start + std::chrono::seconds(61), std::chrono::seconds(20)};
  EXPECT_EQ(grid.steps(), 4U);
  EXPECT_EQ(grid.at(3), start + std::chrono::seconds(60));
  EXPECT_EQ((Grid{start, start, std::chrono::seconds(1)}.steps()), 1U);
}

TEST(Columns, StartAbsent) {
  Columns columns(2);
  columns.add({});
  EXPECT_TRUE(is_absent(columns.row(0)[0]));
  EXPECT_FALSE(is_absent(std::nan("")));
}

TEST(Columns, LoseEmptyRowsWhenPruned) {
  Columns columns(2);
  add(columns, {{"a", "1"}}, {absent(), absent()});
  add(columns, {{"a", "2"}}, {absent(), 5});
  columns.prune();
  ASSERT_EQ(columns.size(), 1U);
  EXPECT_EQ(columns.head(0).labels.get("a"), "2");
  EXPECT_EQ(columns.row(0)[1], 5);
}

TEST(Columns, KeepRowsAndHeadsTogetherWhenReordered) {
  Columns columns(1);
  add(columns, {{"a", "1"}}, {1});
  add(columns, {{"a", "2"}}, {2});
  columns.reorder(std::vector<std::size_t>{1, 0});
  EXPECT_EQ(columns.head(0).labels.get("a"), "2");
  EXPECT_EQ(columns.row(0)[0], 2);
}

TEST(MergeEqualRows, JoinsWhatDoesNotOverlap) {
  Columns columns(2);
  add(columns, {{"a", "1"}}, {1, absent()});
  add(columns, {{"a", "2"}}, {7, 8});
  add(columns, {{"a", "1"}}, {absent(), 2});
  ASSERT_TRUE(merge_equal_rows(columns));
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(columns.row(0)[0], 1);
  EXPECT_EQ(columns.row(0)[1], 2);
}

TEST(MergeEqualRows, RefusesTwoValuesForOneSeries) {
  Columns columns(1);
  add(columns, {}, {1});
  add(columns, {}, {1});
  const auto status = merge_equal_rows(columns);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message(), "vector cannot contain metrics with the same labelset");
}

TEST(RemoveDroppedNames, TakesOnlyMarkedOnes) {
  Columns columns(1);
  columns.add({{{"__name__", "x"}, {"__type__", "gauge"}, {"a", "1"}}, true});
  columns.add({{{"__name__", "y"}}, false});
  remove_dropped_names(columns, {.type_and_unit = true});
  EXPECT_EQ(columns.head(0).labels, (core::Labels{{"a", "1"}}));
  EXPECT_EQ(columns.head(1).labels.get("__name__"), "y");
  EXPECT_EQ(without_name({{"__name__", "x"}, {"__type__", "gauge"}}, false),
            (core::Labels{{"__type__", "gauge"}}));
}

}  // namespace
}  // namespace silicon::promql
