// The words of matchers in the UTF-8 syntax. One thread per object.
// Source: prometheus/alertmanager 0.28, matcher/parse/lexer.go.
// Tested by tests/alerting/routing/matching/parse_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "alerting/routing/matching/characters.hpp"
#include "exporter/core/result.hpp"

namespace silicon::routing {

struct MatcherToken {
  enum class Kind {
    end,
    open_brace,
    close_brace,
    comma,
    equals,
    not_equals,
    matches,
    not_matches,
    quoted,
    unquoted,
  };

  Kind kind = Kind::end;
  std::string_view text;
  std::size_t first_column = 0;  // in code points, from 0
  std::size_t end_column = 0;

  // "2:5: ", which messages begin with.
  std::string columns() const;
};

class MatcherLexer {
 public:
  explicit MatcherLexer(std::string_view text) : text_(text) {}  // UTF-8

  core::Result<MatcherToken> scan();
  core::Result<MatcherToken> peek() const { return MatcherLexer(*this).scan(); }

  // How many code points have been read.
  std::size_t column() const { return column_; }

 private:
  CodePoint next() const { return first_code_point(text_.substr(at_)); }
  void step(const CodePoint& point);
  bool accept(char c);
  void begin();
  MatcherToken emit(MatcherToken::Kind kind) const;
  core::Error error(std::string_view problem) const;
  core::Result<MatcherToken> scan_not();
  core::Result<MatcherToken> scan_quoted();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t column_ = 0;
  std::size_t start_ = 0;
  std::size_t start_column_ = 0;
};

}  // namespace silicon::routing
