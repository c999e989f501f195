#include "alerting/series/chunks/chunk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "alerting/series/chunks/chunk_builder.hpp"
#include "tests/support/points.hpp"

namespace silicon::chunks {
namespace {

using testing::at_ms;
using testing::at_seconds;
using testing::points_every;

Chunk packed(const std::vector<Point>& points) {
  ChunkBuilder builder;
  for (const Point& point : points) builder.append(point);
  return builder.close();
}

std::vector<Point> unpacked(const Chunk& chunk) {
  std::vector<Point> points;
  ChunkCursor cursor(chunk);
  for (Point point; cursor.next(point);) points.push_back(point);
  return points;
}

// A chunk of hand-written bits: "1 0 ..." with blanks for the reader.
Chunk from_bits(const std::string& first_word, const std::string& text, std::uint32_t count) {
  Chunk chunk;
  chunk.block = Block::allocate(8);
  chunk.count = count;
  for (const char c : first_word + text) {
    if (c == ' ') continue;
    const std::uint64_t bit = c == '1' ? 1 : 0;
    const std::size_t word = chunk.bits / 64;
    chunk.block.store(word, chunk.block.load(word) | bit << (63 - chunk.bits % 64));
    ++chunk.bits;
  }
  return chunk;
}

const std::string kZero(64, '0');  // the first value 0.0

TEST(Chunk, GivesBackWhatWasPackedBitForBit) {
  testing::RandomSeries random(1);
  for (int round = 0; round < 300; ++round) {
    const auto points = random.points(static_cast<std::size_t>(random.pick(1, 200)));
    const Chunk chunk = packed(points);
    ASSERT_EQ(unpacked(chunk), points) << "round " << round;
    EXPECT_EQ(chunk.count, points.size());
    EXPECT_EQ(chunk.first, points.front().time);
    EXPECT_EQ(chunk.last, points.back().time);
  }
}

TEST(Chunk, ReadsTheLayoutOfFormatHpp) {
  // 5000 ms later (14 bits), 1 more in steps of 1 (scale 0, width 2); the same again; nothing new;
  // 10 ms early and 1 less.
  const Chunk chunk = from_bits(kZero,
                                "11 10 01001110001000 1 111 0000 000010 01"
                                "10 0 01"
                                "0"
                                "11 0 1110110 1 0 11",
                                5);
  const std::vector<Point> expected{
      {at_ms(0), 0}, {at_ms(5000), 1}, {at_ms(10000), 2}, {at_ms(15000), 2}, {at_ms(19990), 1}};
  EXPECT_EQ(unpacked(chunk), expected);
  EXPECT_EQ(unpacked(packed(expected)), expected);
}

TEST(Chunk, ReadsXorWindows) {
  // 0.0 XOR a window of 2 bits behind 2 leading zeros: 0x3000...; then the window's lower bit off.
  const Chunk chunk = from_bits(kZero, "10 110 00010 000010 11 10 10 01", 3);
  const auto points = unpacked(chunk);
  ASSERT_EQ(points.size(), 3U);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(points[1].value), 0x3000000000000000U);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(points[2].value), 0x2000000000000000U);
}

TEST(Chunk, EndsWhereItsBitsMakeNoSense) {
  // Each: one good point, then something impossible.
  for (const char* text : {
           "10 0 01",                  // steps before any width was told
           "10 10 1",                  // a window before any was told
           "10 111 0000 000000 1",     // steps of no width
           "10 111 1010 000001 1",     // a scale that does not exist
           "10 110 11111 111111 1",    // a window that sticks out
           "11 111 01",                // cut short in a time
           "10 111 0000 111111 0101",  // cut short in a value
           "10 110 00000 000000 1",    // cut short in a window of 64 bits
       }) {
    EXPECT_EQ(unpacked(from_bits(kZero, text, 9)).size(), 1U) << text;
  }
  EXPECT_TRUE(unpacked(from_bits("0101", "", 1)).empty());
  EXPECT_TRUE(unpacked(Chunk{}).empty());
}

TEST(Chunk, DoesNotTakeStepsFromAValueThatHasNone) {
  const std::string infinity = "0111111111110" + std::string(51, '0');
  EXPECT_EQ(unpacked(from_bits(infinity, "10 111 0000 000001 1", 2)).size(), 1U);
}

TEST(Decode, KeepsToAClosedRange) {
  const Chunk chunk = packed(points_every(std::chrono::seconds(1), {0, 1, 2, 3, 4, 5}));
  std::vector<Point> out{{at_ms(-1), 99}};
  decode(chunk, at_seconds(2), at_seconds(4), out);
  ASSERT_EQ(out.size(), 4U);
  EXPECT_EQ(out[0].value, 99);
  EXPECT_EQ(out[1].value, 2);
  EXPECT_EQ(out[3].value, 4);
  decode(chunk, at_seconds(6), at_seconds(9), out);
  decode(chunk, at_seconds(-9), at_seconds(-6), out);
  EXPECT_EQ(out.size(), 4U);
}

}  // namespace
}  // namespace silicon::chunks
