#include "alerting/series/chunks/block.hpp"

#include <gtest/gtest.h>

#include "alerting/series/chunks/memory.hpp"

namespace silicon::chunks {
namespace {

TEST(Block, IsNothingUntilAllocatedAndThenZero) {
  EXPECT_EQ(Block().capacity(), 0U);
  EXPECT_EQ(Block().bytes(), 0U);
  const Block block = Block::allocate(3);
  ASSERT_EQ(block.capacity(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(block.load(i), 0U);
}

TEST(Block, IsSharedByItsCopiesAndOutlivesTheFirstOwner) {
  Block copy;
  {
    Block block = Block::allocate(1);
    copy = block;
    block.store(0, 7);
  }
  EXPECT_EQ(copy.load(0), 7U);
  Block moved = std::move(copy);
  EXPECT_EQ(moved.load(0), 7U);
  Block& alias = moved;
  moved = alias;
  EXPECT_EQ(moved.load(0), 7U);
}

TEST(Block, IsCopiedWhenResized) {
  Block block = Block::allocate(2);
  block.store(0, 1);
  block.store(1, 2);
  Block larger = block.resized(4, 2);
  larger.store(1, 9);
  EXPECT_EQ(larger.capacity(), 4U);
  EXPECT_EQ(larger.load(0), 1U);
  EXPECT_EQ(larger.load(2), 0U);
  EXPECT_EQ(block.load(1), 2U);
  EXPECT_EQ(block.resized(1, 1).capacity(), 1U);
}

TEST(Block, CountsWhatTheAllocatorTakes) {
  EXPECT_EQ(allocated_bytes(1), 32U);
  EXPECT_EQ(allocated_bytes(24), 32U);
  EXPECT_EQ(allocated_bytes(25), 48U);
  EXPECT_EQ(allocated_bytes(40), 48U);
  EXPECT_EQ(Block::allocate(4).bytes(), 48U);
}

}  // namespace
}  // namespace silicon::chunks
