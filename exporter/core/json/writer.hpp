// Writes JSON from front to back into one string, commas by itself. What is not UTF-8 becomes
// U+FFFD, so that the result is always valid. The caller keeps brackets and keys in order.
// One thread per writer. Tested by tests/exporter/core/json/writer_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "exporter/core/labels.hpp"

namespace silicon::core {

// "\n", "\r", "\t" or "\u001f" for a control character.
void append_control_escape(std::string& out, char control);

class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& number(double value);  // null for what is not finite: JSON has no word for it
  JsonWriter& integer(std::int64_t value) { return raw(std::to_string(value)); }
  JsonWriter& natural(std::uint64_t value) { return raw(std::to_string(value)); }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }

  // Text that is JSON already.
  JsonWriter& raw(std::string_view json);

  JsonWriter& member(std::string_view name, std::string_view text) {
    return key(name).string(text);
  }

  // {"name":"value",...}, of label sets and annotations alike.
  template <class Pairs>
  JsonWriter& labels(const Pairs& pairs) {
    begin_object();
    for (const LabelView label : pairs) member(label.name, label.value);
    return end_object();
  }

  std::string take() { return std::move(text_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();
  void append_quoted(std::string_view text);

  std::string text_;
  bool separate_next_ = false;
};

}  // namespace silicon::core
