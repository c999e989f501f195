// The open end of a series: takes points in order of time and packs them into a chunk.
// One thread appends; the chunks it gives out may be read by others meanwhile.
// Tested by tests/alerting/series/chunks/chunk_builder_test.cpp.
#pragma once

#include <cstdint>
#include <optional>

#include "alerting/series/chunks/chunk.hpp"
#include "alerting/series/chunks/format.hpp"

namespace silicon::chunks {

class ChunkBuilder {
 public:
  // Requires point.time > chunk().last unless the builder is empty.
  void append(const Point& point);

  // The points so far. What is appended later does not show in it.
  const Chunk& chunk() const { return chunk_; }

  // The value of the last point. Requires that there is one.
  double last_value() const;

  // The points so far in a block of just the size they need; the builder is then empty.
  Chunk close();

  // What close() does to the memory, without closing: for a series that is idle.
  void trim();

 private:
  struct Steps {
    std::int64_t change;
    unsigned scale;
    unsigned width;
  };

  void write(std::uint64_t bits, unsigned count);
  void write(const Code& code) { write(code.prefix, code.bits); }
  void write_further(const Point& point);
  void write_distance(std::int64_t change);
  void write_change(double before, double after);
  void write_steps(const Steps& steps);
  void write_window(std::uint64_t difference);
  std::optional<Steps> find_steps(double before, double after);
  bool same_width(unsigned width) const;
  bool same_window(std::uint64_t difference) const;

  Chunk chunk_;
  std::int64_t distance_ = 0;  // of the last point's time to the one before
  double value_ = 0;           // of the last point
  std::uint8_t scale_ = 0;
  std::uint8_t width_ = 0;  // of steps; 0 before there were any
  std::uint8_t leading_ = 0;
  std::uint8_t length_ = 0;  // of the window; 0 before there is one
};

}  // namespace silicon::chunks
