// C++ text taken apart into code, comments and literals without parsing it: three texts of the same
// length as the original, in which everything that belongs to another part is a blank. Offsets and
// line ends stay where they are, so that a find() in a part is a place in the file.
// Knows strings, characters, raw strings, digit separators and both kinds of comment; no trigraphs,
// no line splices inside a token. Pure; any thread. Tested by tests/tidy/code_view_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace silicon::tidy {

struct CodeView {
  std::string code;      // the quotes of a literal belong to it, the content does not
  std::string comments;  // with their // or /*
  std::string literals;  // the contents of string and character literals
  std::string raw;       // the contents of raw string literals only
};

CodeView view_of(std::string_view text);

// Where `word` stands in `code` with no name character on either side, from `from` on; npos if
// nowhere.
std::size_t find_word(std::string_view code, std::string_view word, std::size_t from = 0);

bool is_name_character(char c);

}  // namespace silicon::tidy
