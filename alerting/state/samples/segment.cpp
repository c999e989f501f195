#include "alerting/state/samples/segment.hpp"

#include <utility>

#include "alerting/series/chunks/chunk_builder.hpp"
#include "alerting/state/encoding/bytes.hpp"

namespace silicon::state {
namespace {

// form, texts, then series by series: its labels as numbers of texts, its chunk.
constexpr std::uint64_t kForm = 1;
// More than a chunk of the store ever has; a segment's may be longer when saving was held up.
constexpr std::uint64_t kMostPoints = 10'000'000;

void write_chunk(ByteWriter& out, const chunks::Chunk& chunk) {
  out.instant(chunk.first);
  out.integer(chunk.count);
  out.integer(chunk.bits);
  std::string words;
  for (std::uint32_t bit = 0; bit < chunk.bits; bit += 64) {
    const std::uint64_t word = chunk.block.load(bit / 64);
    for (unsigned byte = 0; byte < 8 && bit + 8 * byte < chunk.bits; ++byte) {
      words += static_cast<char>(word >> (56 - 8 * byte));
    }
  }
  out.text(words);
}

chunks::Chunk read_chunk(ByteReader& in) {
  chunks::Chunk chunk;
  chunk.first = in.instant();
  const std::uint64_t count = in.integer();
  const std::uint64_t bits = in.integer();
  const std::string_view bytes = in.text();
  if (count == 0 || count > kMostPoints || bits > bytes.size() * 8 || bits + 7 < bytes.size() * 8) {
    in.fail();
    return chunk;
  }
  chunk.count = static_cast<std::uint32_t>(count);
  chunk.bits = static_cast<std::uint32_t>(bits);
  chunk.block = chunks::Block::allocate((bytes.size() + 7) / 8);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i]));
    chunk.block.store(i / 8, chunk.block.load(i / 8) | byte << (56 - i % 8 * 8));
  }
  return chunk;
}

std::vector<std::string_view> read_texts(ByteReader& in) {
  const std::uint64_t count = in.integer();
  if (count > in.left()) in.fail();
  std::vector<std::string_view> texts;
  for (std::uint64_t i = 0; in.ok() && i < count; ++i) texts.push_back(in.text());
  return texts;
}

core::Labels read_labels(ByteReader& in, const std::vector<std::string_view>& texts) {
  const std::uint64_t count = in.integer();
  if (count == 0 || count > in.left() / 2) in.fail();
  std::vector<core::LabelView> labels;
  for (std::uint64_t i = 0; in.ok() && i < count; ++i) {
    const std::uint64_t name = in.integer();
    const std::uint64_t value = in.integer();
    if (name >= texts.size() || value >= texts.size()) {
      in.fail();
      break;
    }
    labels.push_back({texts[name], texts[value]});
  }
  return in.ok() ? core::Labels(labels) : core::Labels();
}

// Whether the chunk holds as many points as it says, each later than the one before.
bool decode(const chunks::Chunk& chunk, std::vector<chunks::Point>& points) {
  points.clear();
  chunks::ChunkCursor cursor(chunk);
  for (chunks::Point point; cursor.next(point);) {
    if (!points.empty() && point.time <= points.back().time) return false;
    points.push_back(point);
  }
  return points.size() == chunk.count;
}

}  // namespace

std::uint64_t SegmentWriter::text_number(std::string_view text) {
  const auto [entry, added] = numbers_.emplace(text, texts_.size());
  if (added) texts_.emplace_back(text);
  return entry->second;
}

void SegmentWriter::add(const core::Labels& labels, std::span<const chunks::Point> points) {
  if (points.empty()) return;
  ByteWriter out;
  out.integer(labels.size());
  for (const core::LabelView label : labels) {
    out.integer(text_number(label.name));
    out.integer(text_number(label.value));
  }
  chunks::ChunkBuilder builder;
  for (const chunks::Point& point : points) builder.append(point);
  write_chunk(out, builder.chunk());
  body_ += out.bytes();
  ++series_;
}

std::string SegmentWriter::take() {
  ByteWriter out;
  out.integer(kForm);
  out.integer(texts_.size());
  for (const std::string& text : texts_) out.text(text);
  out.integer(series_);
  return out.take() + std::exchange(body_, {});
}

core::Status read_segment(
    std::string_view bytes,
    const std::function<void(const core::Labels&, std::span<const chunks::Point>)>& visit) {
  const core::Error unreadable("saved samples cannot be read", core::ErrorKind::invalid);
  ByteReader in(bytes);
  if (in.integer() != kForm) return unreadable;
  const std::vector<std::string_view> texts = read_texts(in);
  const std::uint64_t series = in.integer();
  std::vector<chunks::Point> points;
  for (std::uint64_t i = 0; in.ok() && i < series; ++i) {
    const core::Labels labels = read_labels(in, texts);
    const chunks::Chunk chunk = read_chunk(in);
    if (!in.ok() || labels.empty() || !decode(chunk, points)) return unreadable;
    visit(labels, points);
  }
  if (!in.done()) return unreadable;
  return core::Done{};
}

}  // namespace silicon::state
