#include "alerting/series/record.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/points.hpp"

namespace silicon::series {
namespace {

using testing::at_seconds;

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
  const Record record = filled(970);
  ASSERT_EQ(record.closed().size(), 2U);
  EXPECT_EQ(record.closed()[0].count, 480U);
  EXPECT_EQ(record.open().count, 10U);
  EXPECT_EQ(record.points(), 970U);
  EXPECT_EQ(record.first(), at_seconds(0));
  EXPECT_EQ(record.last(), at_seconds(969));
  EXPECT_EQ(points_of(record).size(), 970U);
}

// Values that have nothing in common: of 64 bits or more each.
Record filled_with_noise(int count) {
  Record record;
  for (int i = 0; i < count; ++i) record.append({at_seconds(i), std::sin(i)});
  return record;
}

TEST(Record, ClosesChunksOfManyBitsEarlier) {
  const Record record = filled_with_noise(250);
  ASSERT_EQ(record.closed().size(), 2U);
  EXPECT_EQ(record.closed()[0].count, 120U);
  EXPECT_EQ(record.open().count, 10U);
}

TEST(Record, ClosesChunksOfMiddlingBitsInBetween) {
  Record record;
  // Steps of up to 4095: 16 bits each.
  for (int i = 0; i < 2000; ++i)
    record.append({at_seconds(i), static_cast<double>(i * 7919 % 4096)});
  ASSERT_GE(record.closed().size(), 4U);
  for (const chunks::Chunk& chunk : record.closed()) {
    EXPECT_GT(chunk.count, 200U);
    EXPECT_LT(chunk.count, 300U);
    EXPECT_GE(chunk.bits, 4096U);
    EXPECT_LT(chunk.bits, 4096U + 100U);
  }
}

TEST(Record, JudgesByTheNewestPointEvenWhenItsChunkIsFull) {
  Record record = filled(480);
  EXPECT_EQ(record.append({at_seconds(479), 479}), AppendOutcome::repeated);
  EXPECT_EQ(record.append({at_seconds(479), 0}), AppendOutcome::duplicate);
  EXPECT_EQ(record.append({at_seconds(478), 478}), AppendOutcome::out_of_order);
}

TEST(Record, DropsOldChunksWhole) {
  Record record = filled(1200);
  const std::size_t bytes = record.bytes();
  EXPECT_EQ(record.drop_before(at_seconds(479)), 0U);
  EXPECT_EQ(record.drop_before(at_seconds(480)), 480U);
  EXPECT_LT(record.bytes(), bytes);
  EXPECT_EQ(record.first(), at_seconds(480));
  EXPECT_EQ(record.drop_before(at_seconds(10'000)), 480U);
  // The open chunk stays: whoever wants that gone removes the series.
  EXPECT_EQ(points_of(record).size(), 240U);
  EXPECT_EQ(record.append({at_seconds(1200), 1200}), AppendOutcome::stored);
}

TEST(Record, GoesBackToAnyEarlierTimeAndOnFromThere) {
  for (const int kept : {0, 1, 60, 479, 480, 481, 700, 960, 961, 1199, 1200}) {
    Record record = filled(1200);
    EXPECT_EQ(record.drop_after(at_seconds(kept - 1)), 1200U - static_cast<std::size_t>(kept));
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
  record = filled(481);
  std::size_t blocks = record.open().block.bytes();
  for (const chunks::Chunk& chunk : record.closed()) blocks += chunk.block.bytes();
  EXPECT_GT(record.bytes(), blocks);
  EXPECT_LT(record.bytes(), blocks + 200);
}

}  // namespace
}  // namespace silicon::series
