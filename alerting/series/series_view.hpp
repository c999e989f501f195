// What a query sees of one series: its labels and its points as they were when it was selected,
// undisturbed by what is appended afterwards.
// Immutable and cheap to copy; any thread, for as long as it is kept.
// Tested by tests/alerting/series/series_view_test.cpp.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "alerting/series/chunks/chunk.hpp"
#include "alerting/series/chunks/point.hpp"
#include "exporter/core/labels.hpp"

namespace silicon::series {

using chunks::is_stale;
using chunks::Point;
using chunks::stale_marker;

// In order of time.
using ChunkList = std::vector<chunks::Chunk>;

class SeriesView;

// Walks over points in order of time, decoding as it goes.
class Cursor {
 public:
  // False when there is no further point; `point` is then as it was.
  bool next(Point& point);

 private:
  friend class SeriesView;
  Cursor(const SeriesView& view, core::Instant from);

  const SeriesView* view_;
  core::Instant from_;
  std::size_t next_chunk_;
  chunks::ChunkCursor points_;
};

class SeriesView {
 public:
  // The points of `closed` (which may be null), then those of `open`, of which `newest_value` is
  // the last one's value.
  SeriesView(core::Labels labels, std::shared_ptr<const ChunkList> closed, chunks::Chunk open,
             double newest_value);

  // A series made by hand, for tests and for input that is not in a store. `points` ascend in
  // time.
  static SeriesView of(core::Labels labels, std::span<const Point> points);

  // With __name__.
  const core::Labels& labels() const { return labels_; }

  // All of these report stale markers like any other point. Ranges are closed: a range that
  // PromQL calls (from, to] starts one millisecond later.

  // From the first point at or after `from` on. The view must outlive the cursor.
  Cursor cursor(core::Instant from) const;

  // Appends the points of [from, to] to `out`, a buffer to be reused from series to series.
  void read(core::Instant from, core::Instant to, std::vector<Point>& out) const;

  // The newest point of [from, to]. Costs nothing when that is the newest of all.
  std::optional<Point> newest(core::Instant from, core::Instant to) const;

 private:
  friend class Cursor;
  std::size_t chunk_count() const;
  const chunks::Chunk& chunk(std::size_t index) const;
  std::size_t first_chunk_reaching(core::Instant time) const;

  core::Labels labels_;
  std::shared_ptr<const ChunkList> closed_;
  chunks::Chunk open_;
  double newest_value_;
};

}  // namespace silicon::series
