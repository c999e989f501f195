#include "alerting/promql/parse/lexer.hpp"

#include <array>
#include <cctype>
#include <optional>

#include "alerting/promql/parse/literals.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/text.hpp"

namespace silicon::promql {
namespace {

struct KeywordSpelling {
  std::string_view spelling;
  Keyword keyword;
};

constexpr std::array<KeywordSpelling, 17> kKeywords{{
    {"by", Keyword::by},
    {"without", Keyword::without},
    {"on", Keyword::on},
    {"ignoring", Keyword::ignoring},
    {"group_left", Keyword::group_left},
    {"group_right", Keyword::group_right},
    {"fill", Keyword::fill},
    {"fill_left", Keyword::fill_left},
    {"fill_right", Keyword::fill_right},
    {"bool", Keyword::boolean},
    {"offset", Keyword::offset},
    {"start", Keyword::start},
    {"end", Keyword::end},
    {"step", Keyword::step},
    {"range", Keyword::range},
    {"anchored", Keyword::anchored},
    {"smoothed", Keyword::smoothed},
}};

bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_alphanumeric(char c) {
  return is_alpha(c) || core::is_digit(c);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// 'x' as Go's %q prints a character.
std::string character(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) {
    ++length;
  }
  if (text.front() == '"') return "'\"'";
  if (text.front() == '\'') return "'\\''";
  std::string out = quoted(text.substr(0, length));
  out.front() = out.back() = '\'';
  return out;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Lexed run() && {
    while (step()) {
    }
    return std::move(out_);
  }

 private:
  bool step();
  bool in_statement();
  bool in_braces();
  bool punctuation();
  bool two_character_operator();
  bool one_character_operator();
  bool open_bracket();
  bool close_bracket();
  bool quoted_string();
  bool number_or_duration();
  bool word();
  void classify(Token& token) const;
  bool finish();

  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool starts_with(std::string_view prefix) const { return text_.substr(at_).starts_with(prefix); }
  Token take(TokenType type, std::size_t length);
  bool emit(TokenType type, std::size_t length) {
    out_.tokens.push_back(take(type, length));
    return true;
  }
  bool emit(Operator op, std::size_t length) {
    Token token = take(TokenType::binary_operator, length);
    token.op = op;
    out_.tokens.push_back(token);
    return true;
  }
  bool fail(std::string message);
  bool skip_blanks_and_comments();

  std::string_view text_;
  std::size_t at_ = 0;
  int parentheses_ = 0;
  bool braces_ = false;
  bool brackets_ = false;
  Lexed out_;
};

Token Lexer::take(TokenType type, std::size_t length) {
  Token token;
  token.type = type;
  token.position = {at_, at_ + length};
  token.text = text_.substr(at_, length);
  at_ += length;
  return token;
}

bool Lexer::fail(std::string message) {
  Token token;
  token.type = TokenType::error;
  token.position = {at_, at_};
  out_.tokens.push_back(token);
  out_.error = std::move(message);
  return false;
}

bool Lexer::skip_blanks_and_comments() {
  const std::size_t before = at_;
  while (at_ < text_.size() && core::kWhiteSpace.find(text_[at_]) != std::string_view::npos) ++at_;
  if (peek() == '#') {
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
  }
  return at_ != before;
}

bool Lexer::finish() {
  if (braces_) return fail("unexpected end of input inside braces");
  if (brackets_) return fail("unclosed left bracket");
  if (parentheses_ != 0) return fail("unclosed left parenthesis");
  emit(TokenType::end, 0);
  return false;
}

bool Lexer::step() {
  if (skip_blanks_and_comments()) return true;
  if (at_ == text_.size()) return finish();
  return braces_ ? in_braces() : in_statement();
}

bool Lexer::in_braces() {
  const char c = peek();
  if (is_alpha(c)) {
    std::size_t length = 1;
    while (is_alphanumeric(peek(length))) ++length;
    return emit(TokenType::identifier, length);
  }
  if (c == ',') return emit(TokenType::comma, 1);
  if (c == '"' || c == '\'' || c == '`') return quoted_string();
  if (starts_with("=~")) return emit(TokenType::equal_regex, 2);
  if (c == '=') return emit(TokenType::equal, 1);
  if (starts_with("!~")) return emit(TokenType::not_regex, 2);
  if (starts_with("!=")) return emit(Operator::not_equal, 2);
  if (c == '!') {
    ++at_;
    if (at_ == text_.size()) return fail("unexpected end of input inside braces");
    return fail("unexpected character after '!' inside braces: " + character(text_.substr(at_)));
  }
  if (c == '}') {
    braces_ = false;
    return emit(TokenType::right_brace, 1);
  }
  if (c == '{') return fail("unexpected left brace '{'");
  return fail("unexpected character inside braces: " + character(text_.substr(at_)));
}

bool Lexer::in_statement() {
  const char c = peek();
  if (core::is_digit(c) || (c == '.' && core::is_digit(peek(1)))) return number_or_duration();
  if (c == '"' || c == '\'' || c == '`') return quoted_string();
  if (is_alpha(c) || (c == ':' && !brackets_)) return word();
  return punctuation();
}

bool Lexer::punctuation() {
  switch (peek()) {
    case ',':
      return emit(TokenType::comma, 1);
    case ':':
      return emit(TokenType::colon, 1);
    case '@':
      return emit(TokenType::at, 1);
    case '(':
      ++parentheses_;
      return emit(TokenType::left_paren, 1);
    case ')':
      if (parentheses_ == 0) {
        ++at_;  // Prometheus, too, has taken it by then
        return fail("unexpected right parenthesis ')'");
      }
      --parentheses_;
      return emit(TokenType::right_paren, 1);
    case '{':
      braces_ = true;
      return emit(TokenType::left_brace, 1);
    case '[':
      return open_bracket();
    case ']':
      return close_bracket();
    default:
      return two_character_operator();
  }
}

bool Lexer::open_bracket() {
  if (brackets_) return fail("unexpected left bracket '['");
  brackets_ = true;
  emit(TokenType::left_bracket, 1);
  skip_blanks_and_comments();
  if (peek() == ':') return fail("unexpected colon ':'");
  return true;
}

bool Lexer::close_bracket() {
  if (!brackets_) return fail("unexpected right bracket ']'");
  brackets_ = false;
  return emit(TokenType::right_bracket, 1);
}

bool Lexer::two_character_operator() {
  if (starts_with("==")) return emit(Operator::equal, 2);
  if (starts_with("=~")) return fail("unexpected character after '=': '~'");
  if (peek() == '=') return emit(TokenType::equal, 1);
  if (starts_with("!=")) return emit(Operator::not_equal, 2);
  if (peek() == '!') {
    const std::string_view next = text_.substr(at_ + 1);
    return fail("unexpected character after '!': " + (next.empty() ? "'\ufffd'" : character(next)));
  }
  if (starts_with("<=")) return emit(Operator::less_or_equal, 2);
  if (starts_with(">=")) return emit(Operator::greater_or_equal, 2);
  if (starts_with("</")) return emit(Operator::trim_upper, 2);
  if (starts_with(">/")) return emit(Operator::trim_lower, 2);
  return one_character_operator();
}

bool Lexer::one_character_operator() {
  switch (peek()) {
    case '<':
      return emit(Operator::less, 1);
    case '>':
      return emit(Operator::greater, 1);
    case '+':
      return emit(Operator::add, 1);
    case '-':
      return emit(Operator::subtract, 1);
    case '*':
      return emit(Operator::multiply, 1);
    case '/':
      return emit(Operator::divide, 1);
    case '%':
      return emit(Operator::modulo, 1);
    case '^':
      return emit(Operator::power, 1);
    default:
      return fail("unexpected character: " + character(text_.substr(at_)));
  }
}

bool Lexer::quoted_string() {
  const char quote = peek();
  std::size_t length = 1;
  while (true) {
    const bool ended = at_ + length >= text_.size();
    if (quote == '`' && ended) return fail("unterminated raw string");
    if (ended || (quote != '`' && peek(length) == '\n')) return fail("unterminated quoted string");
    if (quote != '`' && peek(length) == '\\') {
      length += 2;
    } else if (peek(length++) == quote) {
      return emit(TokenType::string, length);
    }
  }
}

bool Lexer::number_or_duration() {
  const std::string_view rest = text_.substr(at_);
  if (const std::size_t length = number_length(rest)) return emit(TokenType::number, length);
  if (const std::size_t length = duration_length(rest)) return emit(TokenType::duration, length);
  return fail("bad number or duration syntax: " + quoted(rest.substr(0, misspelt_length(rest))));
}

bool Lexer::word() {
  std::size_t length = 1;
  bool colon = peek() == ':';
  while (is_alphanumeric(peek(length)) || (peek(length) == ':' && !brackets_)) {
    colon = colon || peek(length) == ':';
    ++length;
  }
  Token token = take(colon ? TokenType::metric_identifier : TokenType::identifier, length);
  if (!colon) classify(token);
  out_.tokens.push_back(token);
  return true;
}

void Lexer::classify(Token& token) const {
  const std::string name = lower(token.text);
  if (name == "inf" || name == "nan") {
    token.type = TokenType::number;
    return;
  }
  for (const Operator op :
       {Operator::logical_and, Operator::logical_or, Operator::unless, Operator::atan2}) {
    if (name != spelling(op)) continue;
    token.type = TokenType::binary_operator;
    token.op = op;
    return;
  }
  if (const auto aggregator = aggregator_named(name)) {
    token.type = TokenType::aggregator;
    token.aggregator = *aggregator;
    return;
  }
  for (const KeywordSpelling& candidate : kKeywords) {
    if (candidate.spelling != name) continue;
    token.type = TokenType::keyword;
    token.keyword = candidate.keyword;
  }
}

}  // namespace

Lexed lex(std::string_view text) {
  return Lexer(text).run();
}

}  // namespace silicon::promql
