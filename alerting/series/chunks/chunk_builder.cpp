#include "alerting/series/chunks/chunk_builder.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

namespace silicon::chunks {
namespace {

constexpr std::size_t kFirstCapacity = 4;

// What is wider than needed by more than this is worth a new header. Measured on node_exporter's
// series; anything from 6 to 14 is within half a percent.
constexpr unsigned kMaxWaste = 9;

// Marks a chunk with a number of more than nine decimals: looking for steps is given up.
constexpr std::uint8_t kNoScale = kPowersOfTen.size();

// Wraps around: see ChunkCursor.
std::int64_t difference(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

// How many bits the number needs in two's complement.
unsigned width_of(std::int64_t number) {
  const auto magnitude = static_cast<std::uint64_t>(number < 0 ? ~number : number);
  return 65U - static_cast<unsigned>(std::countl_zero(magnitude));
}

std::size_t words_for(std::size_t bits) {
  return (bits + 63) / 64;
}

std::uint64_t bits_of(double value) {
  return std::bit_cast<std::uint64_t>(value);
}

struct Window {
  unsigned leading;
  unsigned trailing;
  unsigned length;
};

Window window_of(std::uint64_t difference) {
  const unsigned leading =
      std::min(static_cast<unsigned>(std::countl_zero(difference)), (1U << kLeadingBits) - 1);
  const auto trailing = static_cast<unsigned>(std::countr_zero(difference));
  return {leading, trailing, 64 - leading - trailing};
}

// The steps, when they stand for this very double.
std::optional<std::int64_t> exact_steps(double value, unsigned scale) {
  const auto steps = steps_of(value, scale);
  if (!steps || bits_of(value_of(*steps, scale)) != bits_of(value)) return std::nullopt;
  return steps;
}

}  // namespace

double ChunkBuilder::last_value() const {
  assert(chunk_.count > 0);
  return value_;
}

void ChunkBuilder::append(const Point& point) {
  if (chunk_.count == 0) {
    chunk_.first = point.time;
    write(bits_of(point.value), kFirstValueBits);
  } else {
    assert(point.time > chunk_.last);
    write_further(point);
  }
  chunk_.last = point.time;
  value_ = point.value;
  ++chunk_.count;
}

Chunk ChunkBuilder::close() {
  trim();
  return std::exchange(*this, ChunkBuilder()).chunk_;
}

void ChunkBuilder::trim() {
  const std::size_t words = words_for(chunk_.bits);
  if (chunk_.block.capacity() > words) chunk_.block = chunk_.block.resized(words, words);
}

// The lowest `count` bits.
void ChunkBuilder::write(std::uint64_t bits, unsigned count) {
  const std::size_t needed = words_for(chunk_.bits + count);
  if (needed > chunk_.block.capacity()) {
    const std::size_t grown = std::max(needed, chunk_.block.capacity() * 3 / 2);
    chunk_.block = chunk_.block.resized(std::max(grown, kFirstCapacity), words_for(chunk_.bits));
  }
  const std::size_t word = chunk_.bits / 64;
  const unsigned offset = chunk_.bits % 64;
  const std::uint64_t aligned = bits << (64 - count);
  chunk_.block.store(word, chunk_.block.load(word) | aligned >> offset);
  if (offset + count > 64) chunk_.block.store(word + 1, aligned << (64 - offset));
  chunk_.bits += count;
}

void ChunkBuilder::write_further(const Point& point) {
  const std::int64_t distance =
      difference(point.time.time_since_epoch().count(), chunk_.last.time_since_epoch().count());
  const std::int64_t longer = difference(distance, std::exchange(distance_, distance));
  const bool same = bits_of(point.value) == bits_of(value_);
  if (longer == 0) {
    write(same ? kSamePoint : kOtherValue);
  } else {
    write(kOtherDistance);
    write_distance(longer);
    write(same ? 0 : 1, 1);
  }
  if (!same) write_change(value_, point.value);
}

void ChunkBuilder::write_distance(std::int64_t change) {
  const unsigned width = width_of(change);
  const auto time_class =
      std::find_if(kTimeClasses.begin(), kTimeClasses.end() - 1,
                   [width](const TimeClass& candidate) { return width <= candidate.payload_bits; });
  write(time_class->prefix, time_class->prefix_bits);
  write(static_cast<std::uint64_t>(change), time_class->payload_bits);
}

// Whatever is shorter: decimal steps or an XOR.
void ChunkBuilder::write_change(double before, double after) {
  const std::uint64_t difference = bits_of(before) ^ bits_of(after);
  const unsigned window_bits =
      same_window(difference)
          ? kSameWindow.bits + length_
          : kNewWindow.bits + kLeadingBits + kLengthBits + window_of(difference).length;
  if (const auto steps = find_steps(before, after)) {
    const bool same = steps->scale == scale_ && same_width(steps->width);
    const unsigned steps_bits =
        same ? kSteps.bits + width_ : kNewSteps.bits + kScaleBits + kWidthBits + steps->width;
    if (steps_bits <= window_bits) return write_steps(*steps);
  }
  write_window(difference);
}

void ChunkBuilder::write_steps(const Steps& steps) {
  if (steps.scale == scale_ && same_width(steps.width)) {
    write(kSteps);
  } else {
    scale_ = static_cast<std::uint8_t>(steps.scale);
    width_ = static_cast<std::uint8_t>(steps.width);
    write(kNewSteps);
    write(scale_, kScaleBits);
    write(width_, kWidthBits);
  }
  write(static_cast<std::uint64_t>(steps.change), width_);
}

void ChunkBuilder::write_window(std::uint64_t difference) {
  if (same_window(difference)) {
    write(kSameWindow);
    return write(difference >> (64U - leading_ - length_), length_);
  }
  const Window window = window_of(difference);
  leading_ = static_cast<std::uint8_t>(window.leading);
  length_ = static_cast<std::uint8_t>(window.length);
  write(kNewWindow);
  write(leading_, kLeadingBits);
  write(length_ % 64, kLengthBits);
  write(difference >> window.trailing, length_);
}

// The coarsest steps, from the present scale on, in which both values are exact.
std::optional<ChunkBuilder::Steps> ChunkBuilder::find_steps(double before, double after) {
  if (!std::isfinite(before) || !std::isfinite(after)) return std::nullopt;
  for (unsigned scale = scale_; scale < kNoScale; ++scale) {
    const auto from = exact_steps(before, scale);
    const auto to = exact_steps(after, scale);
    if (from && to) return Steps{*to - *from, scale, width_of(*to - *from)};
  }
  scale_ = kNoScale;
  return std::nullopt;
}

bool ChunkBuilder::same_width(unsigned width) const {
  return width <= width_ && width_ <= width + kMaxWaste;
}

bool ChunkBuilder::same_window(std::uint64_t difference) const {
  if (length_ == 0) return false;
  const Window window = window_of(difference);
  return window.leading >= leading_ && window.trailing >= 64U - leading_ - length_ &&
         length_ <= window.length + kMaxWaste;
}

}  // namespace silicon::chunks
