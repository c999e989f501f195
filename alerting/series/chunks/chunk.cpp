#include "alerting/series/chunks/chunk.hpp"

#include <algorithm>
#include <bit>

#include "alerting/series/chunks/format.hpp"

namespace silicon::chunks {
namespace {

std::int64_t sign_extended(std::uint64_t bits, unsigned count) {
  return static_cast<std::int64_t>(bits << (64 - count)) >> (64 - count);
}

// Wraps around, as the builder's arithmetic does: any two times have a difference.
std::int64_t sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

// What is left of 64 bits after the longest prefix of a change of value.
constexpr unsigned kPeeked = 64 - kOtherValue.bits - kNewSteps.bits;

}  // namespace

// The next 64 bits; zeros behind the end of the block. Looking past the valid bits is harmless:
// next() gives no point that needed one of them.
std::uint64_t ChunkCursor::peek() const {
  const std::size_t word = position_ / 64;
  const unsigned offset = position_ % 64;
  const std::size_t capacity = chunk_.block.capacity();
  if (word >= capacity) return 0;
  const std::uint64_t bits = chunk_.block.load(word) << offset;
  if (offset == 0 || word + 1 >= capacity) return bits;
  return bits | chunk_.block.load(word + 1) >> (64 - offset);
}

// Requires 1 <= count <= 64.
std::uint64_t ChunkCursor::take(unsigned count) {
  const std::uint64_t bits = peek() >> (64 - count);
  position_ += count;
  return bits;
}

bool ChunkCursor::next(Point& point) {
  if (left_ == 0) return false;
  bool sound = true;
  if (repeats_ > 0) {
    --repeats_;
    time_ = sum(time_, distance_);
  } else if (left_ == chunk_.count) {
    take_first();
  } else {
    sound = take_further();
  }
  if (!sound || position_ > chunk_.bits) {
    left_ = 0;
    return false;
  }
  --left_;
  point = {core::Instant(core::Duration(time_)), std::bit_cast<double>(value_)};
  return true;
}

void ChunkCursor::take_first() {
  time_ = chunk_.first.time_since_epoch().count();
  value_ = take(kFirstValueBits);
}

bool ChunkCursor::take_further() {
  const std::uint64_t bits = peek();
  if (bits >> 63 == kSamePoint.prefix) {
    take_repeats(static_cast<unsigned>(std::countl_zero(bits)));
    return true;
  }
  if (bits >> 62 == kOtherValue.prefix) {
    position_ += kOtherValue.bits;
    time_ = sum(time_, distance_);
    return take_change(bits << kOtherValue.bits);
  }
  position_ += kOtherDistance.bits;
  take_distance();
  time_ = sum(time_, distance_);
  return take(1) == 0 || take_change(peek());
}

// As many points as there are zeros come to the same, so far as they are within the chunk.
void ChunkCursor::take_repeats(unsigned zeros) {
  const std::size_t valid = position_ < chunk_.bits ? chunk_.bits - position_ : 1;
  repeats_ = std::min({std::size_t{zeros}, valid, std::size_t{left_}}) - 1;
  position_ += repeats_ + 1;
  time_ = sum(time_, distance_);
}

void ChunkCursor::take_distance() {
  const auto ones = static_cast<std::size_t>(std::countl_one(peek()));
  const TimeClass& time_class = kTimeClasses[std::min(ones, kTimeClasses.size() - 1)];
  position_ += time_class.prefix_bits;
  const std::uint64_t payload = take(time_class.payload_bits);
  distance_ = sum(distance_, sign_extended(payload, time_class.payload_bits));
}

// `bits` are the next ones, kPeeked of them at least after the prefix: most changes need no other.
bool ChunkCursor::take_change(std::uint64_t bits) {
  const auto ones = static_cast<unsigned>(std::countl_one(bits));
  const unsigned prefix = std::min(ones + 1, kNewSteps.bits);
  position_ += prefix;
  bits <<= prefix;
  if (ones == 0) return take_steps(bits);
  if (ones == 1) return take_window(bits);
  if (ones == 2) {
    leading_ = static_cast<unsigned>(take(kLeadingBits));
    length_ = static_cast<unsigned>(take(kLengthBits));
    if (length_ == 0) length_ = 64;
    return take_window(peek());
  }
  scale_ = static_cast<unsigned>(take(kScaleBits));
  width_ = static_cast<unsigned>(take(kWidthBits));
  steps_current_ = false;
  return take_steps(peek());
}

// The next `count` bits, which `peeked` begins with as far as it goes.
std::uint64_t ChunkCursor::take_peeked(std::uint64_t peeked, unsigned count) {
  if (count > kPeeked) return take(count);
  position_ += count;
  return peeked >> (64 - count);
}

bool ChunkCursor::take_steps(std::uint64_t peeked) {
  if (width_ == 0 || scale_ >= kPowersOfTen.size()) return false;
  if (!steps_current_) {
    const auto steps = steps_of(std::bit_cast<double>(value_), scale_);
    if (!steps) return false;
    steps_ = *steps;
    steps_current_ = true;
  }
  steps_ = sum(steps_, sign_extended(take_peeked(peeked, width_), width_));
  value_ = std::bit_cast<std::uint64_t>(value_of(steps_, scale_));
  return true;
}

bool ChunkCursor::take_window(std::uint64_t peeked) {
  if (length_ == 0 || leading_ + length_ > 64) return false;
  value_ ^= take_peeked(peeked, length_) << (64 - length_ - leading_);
  steps_current_ = false;
  return true;
}

void decode(const Chunk& chunk, core::Instant from, core::Instant to, std::vector<Point>& out) {
  ChunkCursor cursor(chunk);
  for (Point point; cursor.next(point) && point.time <= to;) {
    if (point.time >= from) out.push_back(point);
  }
}

}  // namespace silicon::chunks
