// Bytes as a chunk's bits: whatever they are, the cursor ends, within the chunk, and what it gave
// can be packed again and comes out the same. The first two bytes are the number of points.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "alerting/series/chunks/chunk_builder.hpp"

namespace {

using silicon::chunks::Block;
using silicon::chunks::Chunk;
using silicon::chunks::ChunkBuilder;
using silicon::chunks::ChunkCursor;
using silicon::chunks::Point;

Chunk chunk_of(const std::uint8_t* data, std::size_t size) {
  Chunk chunk;
  chunk.count = static_cast<std::uint32_t>(data[0] << 8 | data[1]);
  data += 2;
  size -= 2;
  chunk.bits = static_cast<std::uint32_t>(size * 8);
  chunk.block = Block::allocate((size + 7) / 8);
  for (std::size_t i = 0; i < size; ++i) {
    chunk.block.store(i / 8, chunk.block.load(i / 8) | std::uint64_t{data[i]} << (56 - i % 8 * 8));
  }
  return chunk;
}

std::vector<Point> points_of(const Chunk& chunk) {
  std::vector<Point> points;
  ChunkCursor cursor(chunk);
  for (Point point; cursor.next(point);) points.push_back(point);
  return points;
}

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Chunk chunk = chunk_of(data, size);
  std::vector<Point> points = points_of(chunk);
  check(points.size() <= chunk.count);
  // Only ascending times are a series.
  std::size_t ascending = points.empty() ? 0 : 1;
  while (ascending < points.size() && points[ascending - 1].time < points[ascending].time) {
    ++ascending;
  }
  points.resize(ascending);
  ChunkBuilder builder;
  for (const Point& point : points) builder.append(point);
  check(points_of(builder.close()) == points);
  return 0;
}
