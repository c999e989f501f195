// A run of points of one series in compressed form, and the cursor that unpacks it.
// A Chunk is a value that shares its memory; any thread, also while a builder goes on behind it.
// Bits that make no sense end the walk; they cannot lead out of the chunk. For the layout see
// format.hpp. Tested by tests/alerting/series/chunks/chunk_test.cpp.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "alerting/series/chunks/block.hpp"
#include "alerting/series/chunks/point.hpp"

namespace silicon::chunks {

struct Chunk {
  Block block;
  std::uint32_t bits = 0;   // how many of the block's are valid
  std::uint32_t count = 0;  // of points
  core::Instant first;      // times of the first and the last point, when there are any
  core::Instant last;
};

// Walks over the points of a chunk in order of time. Keeps the chunk's memory alive.
class ChunkCursor {
 public:
  ChunkCursor() = default;
  explicit ChunkCursor(Chunk chunk) : chunk_(std::move(chunk)), left_(chunk_.count) {}

  // False when there is no further point; `point` is then as it was.
  bool next(Point& point);

 private:
  std::uint64_t peek() const;
  std::uint64_t take(unsigned count);
  void take_first();
  bool take_further();
  void take_repeats(unsigned zeros);
  void take_distance();
  bool take_change(std::uint64_t bits);
  std::uint64_t take_peeked(std::uint64_t peeked, unsigned count);
  bool take_steps(std::uint64_t peeked);
  bool take_window(std::uint64_t peeked);

  Chunk chunk_;
  std::uint32_t left_ = 0;
  std::size_t repeats_ = 0;   // further points already taken that are like the last
  std::size_t position_ = 0;  // in bits
  std::int64_t time_ = 0;     // of the point given last, as are the next two
  std::int64_t distance_ = 0;
  std::uint64_t value_ = 0;
  std::int64_t steps_ = 0;      // the value in decimal steps...
  bool steps_current_ = false;  // ...when this says so
  unsigned scale_ = 0;
  unsigned width_ = 0;  // of steps; 0 before there were any
  unsigned leading_ = 0;
  unsigned length_ = 0;  // of the window; 0 before there is one
};

// Appends the points of [from, to] to `out`.
void decode(const Chunk& chunk, core::Instant from, core::Instant to, std::vector<Point>& out);

}  // namespace silicon::chunks
