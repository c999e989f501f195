// The bytes of what is saved: integers of varying length, numbers, texts, label sets, one behind
// the other. Writing cannot fail; reading takes any bytes, never reads beyond them, and remembers
// that it failed, so that a whole value is read first and judged once.
// One thread per object. Tested by tests/alerting/state/encoding/bytes_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::state {

class ByteWriter {
 public:
  void integer(std::uint64_t value);
  void signed_integer(std::int64_t value);
  void number(double value);
  void text(std::string_view value);
  void boolean(bool value) { integer(value ? 1 : 0); }
  void instant(core::Instant value) { signed_integer(value.time_since_epoch().count()); }
  void instant(const std::optional<core::Instant>& value);
  void number(const std::optional<double>& value);
  void labels(const core::Labels& value);

  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  // 0, "" or nothing once something could not be read.
  std::uint64_t integer();
  std::int64_t signed_integer();
  double number();
  std::string_view text();
  bool boolean() { return integer() != 0; }
  core::Instant instant() { return core::Instant(core::Duration(signed_integer())); }
  std::optional<core::Instant> optional_instant();
  std::optional<double> optional_number();
  core::Labels labels();

  // Says that what was read makes no sense.
  void fail() { ok_ = false; }

  // Whether all of it could be read so far; whether nothing is left.
  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }
  std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace silicon::state
