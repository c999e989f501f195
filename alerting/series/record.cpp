#include "alerting/series/record.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "alerting/series/chunks/memory.hpp"

namespace silicon::series {
namespace {

const ChunkList kNoChunks;

constexpr std::size_t kSharedListBytes = 48;  // control block and vector in one allocation

std::size_t points_in(std::span<const chunks::Chunk> chunks) {
  std::size_t count = 0;
  for (const chunks::Chunk& chunk : chunks) count += chunk.count;
  return count;
}

}  // namespace

const ChunkList& Record::closed() const {
  return closed_ == nullptr ? kNoChunks : *closed_;
}

core::Instant Record::first() const {
  return closed().empty() ? open_.chunk().first : closed().front().first;
}

std::size_t Record::points() const {
  return points_in(closed()) + open_.chunk().count;
}

AppendOutcome Record::append(const Point& point) {
  if (!empty()) {
    if (point.time < last()) return AppendOutcome::out_of_order;
    if (point.time == last()) {
      return point == Point{last(), open_.last_value()} ? AppendOutcome::repeated
                                                        : AppendOutcome::duplicate;
    }
    if (full()) close();
  }
  open_.append(point);
  return AppendOutcome::stored;
}

bool Record::full() const {
  const chunks::Chunk& chunk = open_.chunk();
  return chunk.count >= kMostPoints || (chunk.count >= kFewestPoints && chunk.bits >= kChunkBits);
}

void Record::close() {
  ChunkList list;
  list.reserve(closed().size() + 1);
  list = closed();
  list.push_back(open_.close());
  set_closed(std::move(list));
}

void Record::set_closed(ChunkList list) {
  closed_bytes_ = 0;
  if (list.empty()) {
    closed_.reset();
    return;
  }
  list.shrink_to_fit();
  for (const chunks::Chunk& chunk : list) closed_bytes_ += chunk.block.bytes();
  closed_bytes_ +=
      kSharedListBytes + chunks::allocated_bytes(list.capacity() * sizeof(chunks::Chunk));
  closed_ = std::make_shared<const ChunkList>(std::move(list));
}

SeriesView Record::view(const core::Labels& labels) const {
  return {labels, closed_, open_.chunk(), empty() ? 0 : open_.last_value()};
}

std::size_t Record::drop_before(core::Instant time) {
  const ChunkList& all = closed();
  const auto kept = std::partition_point(
      all.begin(), all.end(), [time](const chunks::Chunk& chunk) { return chunk.last < time; });
  const std::size_t lost = points_in({all.begin(), kept});
  if (lost > 0) set_closed(ChunkList(kept, all.end()));
  return lost;
}

std::size_t Record::drop_after(core::Instant time) {
  if (empty() || last() <= time) return 0;
  const std::size_t before = points();
  ChunkList list = closed();
  chunks::Chunk cut = open_.close();
  while (cut.first > time && !list.empty()) {
    cut = std::move(list.back());
    list.pop_back();
  }
  std::vector<Point> kept;
  chunks::decode(cut, cut.first, time, kept);
  for (const Point& point : kept) open_.append(point);
  set_closed(std::move(list));
  return before - points();
}

}  // namespace silicon::series
