// One series as the store keeps it: closed chunks that never change, and the open one that is
// appended to. Not synchronised: the store guards it. Labels are the index's business.
// Tested by tests/alerting/series/record_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "alerting/series/chunks/chunk_builder.hpp"
#include "alerting/series/series_view.hpp"

namespace silicon::series {

// As Prometheus judges a point by what the series already has (tsdb/head_append.go, appendable).
enum class AppendOutcome : std::uint8_t {
  stored,
  repeated,        // the very same point once more: nothing to do, no error
  duplicate,       // another value for the newest point's time
  out_of_order,    // older than the newest point
  too_old,         // older than what is kept
  unknown_series,  // the reference has been dropped since
};

class Record {
 public:
  // A chunk is closed once it has kFewestPoints (Prometheus's number: ten minutes at 5 s) and
  // kChunkBits, or kMostPoints. What a chunk takes beside its points is some 75 bytes: at 120
  // points each that was half as much again as the points of a thousand series at 1 s. Longer ones
  // save little more, and every read unpacks from a chunk's beginning
  // (tests/bench/series_bench.cpp).
  static constexpr std::uint32_t kFewestPoints = 120;
  static constexpr std::uint32_t kMostPoints = 480;
  static constexpr std::uint32_t kChunkBits = 512 * 8;

  AppendOutcome append(const Point& point);

  // Has the processor fetch what append() will need, and goes on.
  [[gnu::always_inline]] void fetch() const { open_.chunk().block.fetch(open_.chunk().bits / 64); }

  bool empty() const { return open_.chunk().count == 0; }

  // Times of the first and the last point. Require !empty().
  core::Instant first() const;
  core::Instant last() const { return open_.chunk().last; }

  SeriesView view(const core::Labels& labels) const;

  // Drops the closed chunks that end before `time`; returns the number of points lost.
  std::size_t drop_before(core::Instant time);

  // Drops the points behind `time`; returns their number. The record may be empty afterwards.
  std::size_t drop_after(core::Instant time);

  void trim() { open_.trim(); }

  const ChunkList& closed() const;
  const chunks::Chunk& open() const { return open_.chunk(); }
  std::size_t points() const;

  // What the record's chunks take of the process's memory.
  std::size_t bytes() const { return closed_bytes_ + open_.chunk().block.bytes(); }

 private:
  bool full() const;
  void close();
  void set_closed(ChunkList list);

  chunks::ChunkBuilder open_;                // empty only when everything is
  std::shared_ptr<const ChunkList> closed_;  // replaced, never changed: views share it
  std::size_t closed_bytes_ = 0;
};

}  // namespace silicon::series
