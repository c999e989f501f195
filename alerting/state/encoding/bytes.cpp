#include "alerting/state/encoding/bytes.hpp"

#include <bit>
#include <utility>
#include <vector>

namespace silicon::state {

// Seven bits to a byte, the lowest first, the high bit saying that there are more.
void ByteWriter::integer(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) bytes_ += static_cast<char>(0x80U | (value & 0x7fU));
  bytes_ += static_cast<char>(value);
}

// Zigzag: small numbers of either sign are short.
void ByteWriter::signed_integer(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  integer((bits << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void ByteWriter::number(double value) {
  auto bits = std::bit_cast<std::uint64_t>(value);
  for (int i = 0; i < 8; ++i, bits >>= 8U) bytes_ += static_cast<char>(bits & 0xffU);
}

void ByteWriter::text(std::string_view value) {
  integer(value.size());
  bytes_ += value;
}

void ByteWriter::instant(const std::optional<core::Instant>& value) {
  boolean(value.has_value());
  if (value) instant(*value);
}

void ByteWriter::number(const std::optional<double>& value) {
  boolean(value.has_value());
  if (value) number(*value);
}

void ByteWriter::labels(const core::Labels& value) {
  integer(value.size());
  for (const core::LabelView label : value) {
    text(label.name);
    text(label.value);
  }
}

std::uint64_t ByteReader::integer() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; ok_ && shift < 64; shift += 7) {
    if (rest_.empty()) break;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
    if (byte < 0x80) return value;
  }
  ok_ = false;
  return 0;
}

std::int64_t ByteReader::signed_integer() {
  const std::uint64_t bits = integer();
  return static_cast<std::int64_t>((bits >> 1U) ^ ((bits & 1U) != 0 ? ~std::uint64_t{0} : 0));
}

double ByteReader::number() {
  if (!ok_ || rest_.size() < 8) {
    ok_ = false;
    return 0;
  }
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 8; ++i) {
    bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
  }
  rest_.remove_prefix(8);
  return std::bit_cast<double>(bits);
}

std::string_view ByteReader::text() {
  const std::uint64_t size = integer();
  if (!ok_ || size > rest_.size()) {
    ok_ = false;
    return {};
  }
  const std::string_view value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

std::optional<core::Instant> ByteReader::optional_instant() {
  return boolean() ? std::optional(instant()) : std::nullopt;
}

std::optional<double> ByteReader::optional_number() {
  return boolean() ? std::optional(number()) : std::nullopt;
}

core::Labels ByteReader::labels() {
  const std::uint64_t count = integer();
  // Each takes two bytes at least: what claims more is no label set, and costs no memory.
  if (count > rest_.size() / 2) ok_ = false;
  std::vector<core::LabelView> list;
  for (std::uint64_t i = 0; ok_ && i < count; ++i) {
    const std::string_view name = text();
    list.push_back({name, text()});
  }
  return ok_ ? core::Labels(list) : core::Labels();
}

}  // namespace silicon::state
