#include "alerting/series/record.hpp"

#include <gtest/gtest.h>

#include "tests/support/points.hpp"

namespace silicon::series {
namespace {

using testing::at_seconds;
using testing::points_every;

// `count` points a second apart, the value being the second.
Record filled(int count) {
  Record record;
  for (int i = 0; i < count; ++i) {
    EXPECT_EQ(record.append({at_seconds(i), static_cast<double>(i)}), AppendOutcome::stored);
  }
  return record;
}

std::vector<Point> points_of(const Record& record) {
  std::vector<Point> points;
  record.view({}).read(core::Instant::min(), core::Instant::max(), points);
  return points;
}

TEST(Record, JudgesAPointAsPrometheusDoes) {
  Record record;
  EXPECT_TRUE(record.empty());
  EXPECT_EQ(record.append({at_seconds(10), 1}), AppendOutcome::stored);
  EXPECT_EQ(record.append({at_seconds(10), 1}), AppendOutcome::repeated);
  EXPECT_EQ(record.append({at_seconds(10), 2}), AppendOutcome::duplicate);
  EXPECT_EQ(record.append({at_seconds(9), 1}), AppendOutcome::out_of_order);
  EXPECT_EQ(record.append({at_seconds(11), 2}), AppendOutcome::stored);
  EXPECT_EQ(points_of(record), (std::vector<Point>{{at_seconds(10), 1}, {at_seconds(11), 2}}));
}

TEST(Record, ComparesRepeatedPointsBitForBit) {
  Record record;
  record.append({at_seconds(1), stale_marker()});
  EXPECT_EQ(record.append({at_seconds(1), stale_marker()}), AppendOutcome::repeated);
  EXPECT_EQ(record.append({at_seconds(1), std::numeric_limits<double>::quiet_NaN()}),
            AppendOutcome::duplicate);
}

TEST(Record, ClosesChunksAsItGrows) {
  const Record record = filled(250);
  ASSERT_EQ(record.closed().size(), 2U);
  EXPECT_EQ(record.closed()[0].count, 120U);
  EXPECT_EQ(record.open().count, 10U);
  EXPECT_EQ(record.points(), 250U);
  EXPECT_EQ(record.first(), at_seconds(0));
  EXPECT_EQ(record.last(), at_seconds(249));
  EXPECT_EQ(points_of(record).size(), 250U);
}

TEST(Record, JudgesByTheNewestPointEvenWhenItsChunkIsFull) {
  Record record = filled(120);
  EXPECT_EQ(record.append({at_seconds(119), 119}), AppendOutcome::repeated);
  EXPECT_EQ(record.append({at_seconds(119), 0}), AppendOutcome::duplicate);
  EXPECT_EQ(record.append({at_seconds(118), 118}), AppendOutcome::out_of_order);
}

TEST(Record, DropsOldChunksWhole) {
  Record record = filled(300);
  const std::size_t bytes = record.bytes();
  EXPECT_EQ(record.drop_before(at_seconds(119)), 0U);
  EXPECT_EQ(record.drop_before(at_seconds(120)), 120U);
  EXPECT_LT(record.bytes(), bytes);
  EXPECT_EQ(record.first(), at_seconds(120));
  EXPECT_EQ(record.drop_before(at_seconds(10'000)), 120U);
  // The open chunk stays: whoever wants that gone removes the series.
  EXPECT_EQ(points_of(record).size(), 60U);
  EXPECT_EQ(record.append({at_seconds(300), 300}), AppendOutcome::stored);
}

TEST(Record, GoesBackToAnyEarlierTimeAndOnFromThere) {
  for (const int kept : {0, 1, 60, 119, 120, 121, 200, 240, 241, 299, 300}) {
    Record record = filled(300);
    EXPECT_EQ(record.drop_after(at_seconds(kept - 1)), 300U - static_cast<std::size_t>(kept));
    ASSERT_EQ(record.points(), static_cast<std::size_t>(kept));
    ASSERT_EQ(record.empty(), kept == 0);
    EXPECT_EQ(record.append({at_seconds(kept), -1}), AppendOutcome::stored);
    const auto points = points_of(record);
    ASSERT_EQ(points.size(), static_cast<std::size_t>(kept) + 1);
    for (int i = 0; i < kept; ++i) {
      ASSERT_EQ(points[static_cast<std::size_t>(i)].time, at_seconds(i));
    }
    EXPECT_EQ(points.back().value, -1);
  }
}

TEST(Record, CountsTheBytesItHolds) {
  Record record;
  EXPECT_EQ(record.bytes(), 0U);
  record = filled(121);
  std::size_t blocks = record.open().block.bytes();
  for (const chunks::Chunk& chunk : record.closed()) blocks += chunk.block.bytes();
  EXPECT_GT(record.bytes(), blocks);
  EXPECT_LT(record.bytes(), blocks + 200);
}

}  // namespace
}  // namespace silicon::series
