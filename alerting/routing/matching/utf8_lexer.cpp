#include "alerting/routing/matching/utf8_lexer.hpp"

namespace silicon::routing {
namespace {

using TokenKind = MatcherToken::Kind;

std::string columns_text(std::size_t first, std::size_t end) {
  return std::to_string(first) + ":" + std::to_string(end) + ": ";
}

}  // namespace

std::string MatcherToken::columns() const {
  return columns_text(first_column, end_column);
}

void MatcherLexer::step(const CodePoint& point) {
  at_ += point.width;
  if (point.width > 0) ++column_;
}

bool MatcherLexer::accept(char c) {
  const CodePoint point = next();
  if (point.width == 0 || point.value != static_cast<char32_t>(c)) return false;
  step(point);
  return true;
}

void MatcherLexer::begin() {
  start_ = at_;
  start_column_ = column_;
}

MatcherToken MatcherLexer::emit(TokenKind kind) const {
  return {kind, text_.substr(start_, at_ - start_), start_column_, column_};
}

core::Error MatcherLexer::error(std::string_view problem) const {
  return core::Error(columns_text(start_column_, column_) +
                         std::string(text_.substr(start_, at_ - start_)) + ": " +
                         std::string(problem),
                     core::ErrorKind::invalid);
}

core::Result<MatcherToken> MatcherLexer::scan_not() {
  if (accept('=')) return emit(TokenKind::not_equals);
  if (accept('~')) return emit(TokenKind::not_matches);
  if (at_ < text_.size()) return error("expected one of '=~'");
  return core::Error(
      columns_text(start_column_, column_) + "unexpected end of input, expected one of '=~'",
      core::ErrorKind::invalid);
}

core::Result<MatcherToken> MatcherLexer::scan_quoted() {
  bool escaped = false;
  for (CodePoint point = next(); point.width > 0; point = next()) {
    step(point);
    if (escaped) {
      escaped = false;
    } else if (point.value == '\\') {
      escaped = true;
    } else if (point.value == '"') {
      return emit(TokenKind::quoted);
    }
  }
  return error("missing end \"");
}

core::Result<MatcherToken> MatcherLexer::scan() {
  CodePoint point = next();
  while (point.width > 0 && is_space(point.value)) {
    step(point);
    point = next();
  }
  begin();
  step(point);
  if (point.width == 0) return emit(TokenKind::end);
  switch (point.value) {
    case '{':
      return emit(TokenKind::open_brace);
    case '}':
      return emit(TokenKind::close_brace);
    case ',':
      return emit(TokenKind::comma);
    case '=':
      return emit(accept('~') ? TokenKind::matches : TokenKind::equals);
    case '!':
      return scan_not();
    case '"':
      return scan_quoted();
    default:
      break;
  }
  if (is_reserved(point.value)) return error("invalid input");
  for (point = next(); point.width > 0 && !is_reserved(point.value); point = next()) step(point);
  return emit(TokenKind::unquoted);
}

}  // namespace silicon::routing
