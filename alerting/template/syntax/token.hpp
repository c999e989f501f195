// The words of a template. Values; any thread. Tested by
// tests/alerting/template/syntax/lexer_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace silicon::templates {

enum class TokenKind {
  error,  // `text` says what is wrong
  end,
  text,  // outside of actions
  left_delimiter,
  right_delimiter,
  left_parenthesis,
  right_parenthesis,
  space,
  assign,
  declare,
  pipe,
  character,  // any other ASCII character, such as a comma
  boolean,
  character_constant,
  number,
  string,
  raw_string,
  identifier,
  field,     // .name
  variable,  // $name
  // Keywords from here on.
  dot,
  block_word,
  break_word,
  continue_word,
  define_word,
  else_word,
  end_word,
  if_word,
  nil_word,
  range_word,
  template_word,
  with_word,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t position = 0;  // in bytes
  int line = 1;
  std::string text;
};

// As Go's messages show it: "EOF", <range>, "abc", "abcdefghij"...
std::string shown(const Token& token);

}  // namespace silicon::templates
