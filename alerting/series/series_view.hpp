// What a query sees of one series: its labels and its points as they were when it was selected,
// undisturbed by what is appended afterwards.
// Immutable and cheap to copy; any thread, for as long as it is kept.
// Tested by tests/alerting/series/series_view_test.cpp.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "alerting/series/chunks/point.hpp"
#include "exporter/core/labels.hpp"

namespace silicon::series {

using chunks::is_stale;
using chunks::Point;
using chunks::stale_marker;

// Walks over points in order of time, decoding as it goes.
class Cursor {
 public:
  // False when there is no further point; `point` is then as it was.
  bool next(Point& point);

 private:
  friend class SeriesView;
  explicit Cursor(std::span<const Point> rest) : rest_(rest) {}

  std::span<const Point> rest_;
};

class SeriesView {
 public:
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

  // The newest point of [from, to].
  std::optional<Point> newest(core::Instant from, core::Instant to) const;

 private:
  SeriesView(core::Labels labels, std::shared_ptr<const std::vector<Point>> points);

  core::Labels labels_;
  std::shared_ptr<const std::vector<Point>> points_;
};

}  // namespace silicon::series
