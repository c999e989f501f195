#include "alerting/series/chunks/chunk_builder.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <mutex>
#include <thread>

#include "tests/support/points.hpp"

namespace silicon::chunks {
namespace {

using testing::at_ms;
using testing::points_every;

ChunkBuilder built(const std::vector<Point>& points) {
  ChunkBuilder builder;
  for (const Point& point : points) builder.append(point);
  return builder;
}

std::vector<Point> unpacked(const Chunk& chunk) {
  std::vector<Point> points;
  ChunkCursor cursor(chunk);
  for (Point point; cursor.next(point);) points.push_back(point);
  return points;
}

// Bits of the points behind the first two, which carry what a chunk costs once.
std::size_t bits_behind_two(const std::vector<double>& values) {
  const auto points = points_every(std::chrono::seconds(5), values);
  const ChunkBuilder start = built({points.begin(), points.begin() + 2});
  return built(points).chunk().bits - start.chunk().bits;
}

TEST(ChunkBuilder, SpendsOneBitOnAPointThatRepeatsTheLast) {
  EXPECT_EQ(bits_behind_two(std::vector<double>(120, 3.25)), 118U);
}

TEST(ChunkBuilder, SpendsFewBitsOnACounterOfHundredths) {
  // The XOR of such values has some 45 bits.
  std::vector<double> values;
  for (int i = 0; i < 120; ++i) values.push_back((171'300 + i * 7) / 100.0);
  EXPECT_EQ(bits_behind_two(values), 118U * (2 + 1 + 4));
}

TEST(ChunkBuilder, UsesAnXorWhereThatIsShorterOrNumbersHaveNoEnd) {
  std::vector<double> values;
  for (int i = 0; i < 20; ++i) values.push_back(1.0 / (3 + i));
  EXPECT_LE(bits_behind_two(values), 18U * (2 + 14 + 53));
  const std::vector<double> halves{0x1p-30, 0x1p-31, 0x1p-30, 0x1p-31, 0x1p-30};
  EXPECT_LE(bits_behind_two(halves), 3U * (2 + 14 + 11));
}

TEST(ChunkBuilder, SurvivesTimesAtTheEndsOfTheirRange) {
  const std::vector<Point> points{{at_ms(std::numeric_limits<std::int64_t>::min()), 1},
                                  {at_ms(-1), 2},
                                  {at_ms(0), 3},
                                  {at_ms(std::numeric_limits<std::int64_t>::max()), 4}};
  EXPECT_EQ(unpacked(built(points).chunk()), points);
}

TEST(ChunkBuilder, RemembersTheLastValue) {
  EXPECT_EQ(built({{at_ms(0), 1}, {at_ms(1), 2.5}}).last_value(), 2.5);
}

TEST(ChunkBuilder, GivesChunksThatLaterPointsDoNotChange) {
  testing::RandomSeries random(7);
  const auto points = random.points(150);
  ChunkBuilder builder;
  std::vector<Chunk> snapshots;
  for (const Point& point : points) {
    builder.append(point);
    snapshots.push_back(builder.chunk());
  }
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    const auto count = static_cast<std::ptrdiff_t>(i) + 1;
    ASSERT_EQ(unpacked(snapshots[i]), std::vector<Point>(points.begin(), points.begin() + count));
  }
}

TEST(ChunkBuilder, ClosesIntoABlockOfTheExactSizeAndStartsAgain) {
  const auto points = points_every(std::chrono::seconds(5), std::vector<double>(121, 8));
  ChunkBuilder builder = built(points);
  const Chunk chunk = builder.close();
  EXPECT_EQ(chunk.block.capacity(), (chunk.bits + 63) / 64);
  EXPECT_EQ(unpacked(chunk), points);
  EXPECT_EQ(builder.chunk().count, 0U);
  builder.append({at_ms(-5), 1});
  EXPECT_EQ(unpacked(builder.chunk()), (std::vector<Point>{{at_ms(-5), 1}}));
}

TEST(ChunkBuilder, GoesOnAfterATrim) {
  testing::RandomSeries random(11);
  const auto points = random.points(100);
  ChunkBuilder builder;
  for (const Point& point : points) {
    builder.append(point);
    builder.trim();
    ASSERT_EQ(builder.chunk().block.capacity(), (builder.chunk().bits + 63) / 64);
  }
  EXPECT_EQ(unpacked(builder.chunk()), points);
}

TEST(ChunkBuilder, IsReadFromOtherThreadsWhileItGrows) {
  testing::RandomSeries random(3);
  const auto points = random.points(3000);
  std::mutex mutex;
  Chunk shared;
  std::atomic<bool> done{false};
  std::thread reader([&] {
    while (!done) {
      Chunk chunk;
      {
        const std::lock_guard lock(mutex);
        chunk = shared;
      }
      const auto seen = unpacked(chunk);
      ASSERT_EQ(seen.size(), chunk.count);
      ASSERT_TRUE(std::equal(seen.begin(), seen.end(), points.begin()));
    }
  });
  ChunkBuilder builder;
  for (const Point& point : points) {
    builder.append(point);
    const std::lock_guard lock(mutex);
    shared = builder.chunk();
  }
  done = true;
  reader.join();
}

}  // namespace
}  // namespace silicon::chunks
