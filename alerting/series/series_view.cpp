#include "alerting/series/series_view.hpp"

#include <algorithm>
#include <utility>

#include "alerting/series/chunks/chunk_builder.hpp"

namespace silicon::series {

Cursor::Cursor(const SeriesView& view, core::Instant from)
    : view_(&view), from_(from), next_chunk_(view.first_chunk_reaching(from)) {}

bool Cursor::next(Point& point) {
  while (true) {
    for (Point candidate; points_.next(candidate);) {
      if (candidate.time < from_) continue;
      point = candidate;
      return true;
    }
    if (next_chunk_ == view_->chunk_count()) return false;
    points_ = chunks::ChunkCursor(view_->chunk(next_chunk_++));
  }
}

SeriesView::SeriesView(core::Labels labels, std::shared_ptr<const ChunkList> closed,
                       chunks::Chunk open, double newest_value)
    : labels_(std::move(labels)),
      closed_(std::move(closed)),
      open_(std::move(open)),
      newest_value_(newest_value) {}

SeriesView SeriesView::of(core::Labels labels, std::span<const Point> points) {
  chunks::ChunkBuilder builder;
  for (const Point& point : points) builder.append(point);
  const double newest = points.empty() ? 0 : points.back().value;
  return {std::move(labels), nullptr, builder.close(), newest};
}

std::size_t SeriesView::chunk_count() const {
  return (closed_ == nullptr ? 0 : closed_->size()) + (open_.count == 0 ? 0 : 1);
}

const chunks::Chunk& SeriesView::chunk(std::size_t index) const {
  return closed_ != nullptr && index < closed_->size() ? (*closed_)[index] : open_;
}

// The first chunk that ends at or after `time`.
std::size_t SeriesView::first_chunk_reaching(core::Instant time) const {
  if (closed_ == nullptr) return 0;
  const auto found =
      std::partition_point(closed_->begin(), closed_->end(),
                           [time](const chunks::Chunk& chunk) { return chunk.last < time; });
  return static_cast<std::size_t>(found - closed_->begin());
}

Cursor SeriesView::cursor(core::Instant from) const {
  return {*this, from};
}

void SeriesView::read(core::Instant from, core::Instant to, std::vector<Point>& out) const {
  for (std::size_t i = first_chunk_reaching(from); i < chunk_count(); ++i) {
    if (chunk(i).first > to) return;
    chunks::decode(chunk(i), from, to, out);
  }
}

std::optional<Point> SeriesView::newest(core::Instant from, core::Instant to) const {
  if (open_.count > 0 && open_.last <= to) {
    if (open_.last < from) return std::nullopt;
    return Point{open_.last, newest_value_};
  }
  // The chunk that reaches `to` may begin behind it; the newest point is then in the one before.
  const std::size_t reaching = first_chunk_reaching(to);
  for (std::size_t i = std::min(reaching + 1, chunk_count()); i-- > 0;) {
    if (chunk(i).last < from) break;
    if (chunk(i).first > to) continue;
    std::optional<Point> result;
    chunks::ChunkCursor points(chunk(i));
    for (Point point; points.next(point) && point.time <= to;) {
      if (point.time >= from) result = point;
    }
    return result;
  }
  return std::nullopt;
}

}  // namespace silicon::series
