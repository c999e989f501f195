#include "alerting/series/series_view.hpp"

#include <algorithm>
#include <utility>

namespace silicon::series {

bool Cursor::next(Point& point) {
  if (rest_.empty()) return false;
  point = rest_.front();
  rest_ = rest_.subspan(1);
  return true;
}

SeriesView::SeriesView(core::Labels labels, std::shared_ptr<const std::vector<Point>> points)
    : labels_(std::move(labels)), points_(std::move(points)) {}

SeriesView SeriesView::of(core::Labels labels, std::span<const Point> points) {
  return {std::move(labels),
          std::make_shared<const std::vector<Point>>(points.begin(), points.end())};
}

Cursor SeriesView::cursor(core::Instant from) const {
  const auto first = std::partition_point(points_->begin(), points_->end(),
                                          [from](const Point& point) { return point.time < from; });
  return Cursor({first, points_->end()});
}

void SeriesView::read(core::Instant from, core::Instant to, std::vector<Point>& out) const {
  Cursor points = cursor(from);
  for (Point point; points.next(point) && point.time <= to;) out.push_back(point);
}

std::optional<Point> SeriesView::newest(core::Instant from, core::Instant to) const {
  std::optional<Point> result;
  Cursor points = cursor(from);
  for (Point point; points.next(point) && point.time <= to;) result = point;
  return result;
}

}  // namespace silicon::series
