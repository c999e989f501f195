// Names, texts and labels as an exposition spells them, put where the caller made room for them:
// tens of thousands of such pieces make a page. Pure; any thread.
// Tested by tests/exporter/core/exposition/spelling/spell_test.cpp.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#include "exporter/core/labels.hpp"

namespace silicon::core {

// Each of these writes to `to` and returns where it ended.

inline char* put(char* to, std::string_view text) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

inline char* put(char* to, char c) {
  *to = c;
  return to + 1;
}

// What put_escaped() needs at most, for each byte of its text; put_quoted() needs two bytes more.
inline constexpr std::size_t kMostEscapedBytes = 3;

// Bytes that are no UTF-8 (a mount point may be called anything) become U+FFFD: one such byte would
// cost the whole page, since Prometheus refuses it.
char* put_escaped(char* to, std::string_view text, bool escape_quotes);
char* put_quoted(char* to, std::string_view text);

// name="value",... The value of the label called `bound` is written as format_bound() does; "" for
// none.
char* put_labels(char* to, const Labels& labels, std::string_view bound);

// Room for these labels, in whatever way their parts have to be written.
std::size_t most_bytes(const Labels& labels);

}  // namespace silicon::core
