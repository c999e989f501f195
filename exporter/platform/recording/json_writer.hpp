// Writes one JSON value after the other into a line of text. Commas are its business, the order of
// calls the caller's: what is begun must be ended, a key must be followed by its value. Std only,
// so that silicon-record can do without any library. One thread.
// Tested by tests/exporter/platform/recording/json_writer_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace silicon::recording {

class JsonWriter {
 public:
  void begin_object() { open('{'); }
  void end_object() { out_ += '}'; }
  void begin_array() { open('['); }
  void end_array() { out_ += ']'; }

  // In UTF-8; bytes that are none become U+FFFD.
  void key(std::string_view name);
  void text(std::string_view value);
  void integer(std::int64_t value);
  void natural(std::uint64_t value);
  // JSON has no infinity and no NaN: null.
  void number(double value);

  std::string take() && { return std::move(out_); }

 private:
  void open(char bracket);
  void separate();
  void append_quoted(std::string_view value);

  std::string out_;
};

}  // namespace silicon::recording
