#include "alerting/template/syntax/lexer.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/text.hpp"

namespace silicon::templates {
namespace {

constexpr std::string_view kLeft = "{{";
constexpr std::string_view kRight = "}}";
constexpr std::string_view kSpaces = " \t\r\n";

bool is_space(char c) {
  return kSpaces.find(c) != std::string_view::npos;
}

// Code points beyond ASCII count as letters, as nearly all of them are.
bool is_word(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::array<std::pair<std::string_view, TokenKind>, 11> kKeywords{{
    {"block", TokenKind::block_word},
    {"break", TokenKind::break_word},
    {"continue", TokenKind::continue_word},
    {"define", TokenKind::define_word},
    {"else", TokenKind::else_word},
    {"end", TokenKind::end_word},
    {"if", TokenKind::if_word},
    {"nil", TokenKind::nil_word},
    {"range", TokenKind::range_word},
    {"template", TokenKind::template_word},
    {"with", TokenKind::with_word},
}};

TokenKind kind_of_word(std::string_view word) {
  for (const auto& [keyword, kind] : kKeywords) {
    if (word == keyword) return kind;
  }
  return word == "true" || word == "false" ? TokenKind::boolean : TokenKind::identifier;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (!done_) {
      if (inside_) {
        lex_action();
      } else {
        lex_text();
      }
    }
    return std::move(tokens_);
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool starts(std::string_view prefix) const { return rest().starts_with(prefix); }

  void emit(TokenKind kind) {
    tokens_.push_back({kind, start_, start_line_, std::string(text_.substr(start_, at_ - start_))});
    begin();
  }

  // What comes next is a new token.
  void begin() {
    start_line_ +=
        static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(start_),
                                    text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
    start_ = at_;
  }

  void fail(std::string message) {
    tokens_.push_back({TokenKind::error, start_, start_line_, std::move(message)});
    done_ = true;
  }

  static bool has_left_trim(std::string_view after_delimiter) {
    return after_delimiter.size() >= 2 && after_delimiter[0] == '-' && is_space(after_delimiter[1]);
  }

  bool at_trimmed_right() const {
    return rest().size() >= 4 && is_space(text_[at_]) && text_[at_ + 1] == '-' &&
           rest().substr(2).starts_with(kRight);
  }
  bool at_right() const { return at_trimmed_right() || starts(kRight); }

  void lex_text() {
    const std::size_t delimiter = text_.find(kLeft, at_);
    at_ = std::min(delimiter, text_.size());
    const std::size_t end = at_;
    if (delimiter != std::string_view::npos && has_left_trim(text_.substr(at_ + kLeft.size()))) {
      while (at_ > start_ && is_space(text_[at_ - 1])) --at_;
    }
    if (at_ > start_) emit(TokenKind::text);
    at_ = end;
    begin();
    if (delimiter == std::string_view::npos) {
      emit(TokenKind::end);
      done_ = true;
    } else {
      lex_left();
    }
  }

  void lex_left() {
    at_ += kLeft.size();
    const std::size_t marker = has_left_trim(rest()) ? 2 : 0;
    if (rest().substr(marker).starts_with("/*")) {
      at_ += marker;
      begin();
      return lex_comment();
    }
    emit(TokenKind::left_delimiter);
    at_ += marker;
    begin();
    inside_ = true;
    parentheses_ = 0;
  }

  void lex_comment() {
    const std::size_t close = text_.find("*/", at_ + 2);
    if (close == std::string_view::npos) return fail("unclosed comment");
    at_ = close + 2;
    if (!at_right()) return fail("comment ends before closing delimiter");
    skip_right();
  }

  void skip_right() {
    const bool trim = at_trimmed_right();
    at_ += kRight.size() + (trim ? 2 : 0);
    if (trim) at_ = std::min(text_.find_first_not_of(kSpaces, at_), text_.size());
    begin();
  }

  void lex_right() {
    if (at_trimmed_right()) at_ += 2;
    const bool trim = at_ > start_;
    begin();
    at_ += kRight.size();
    emit(TokenKind::right_delimiter);
    if (trim) at_ = std::min(text_.find_first_not_of(kSpaces, at_), text_.size());
    begin();
    inside_ = false;
  }

  void lex_action() {
    if (at_right()) {
      if (parentheses_ == 0) return lex_right();
      return fail("unclosed left paren");
    }
    if (at_end()) return fail("unclosed action");
    const char c = peek();
    if (is_space(c)) return lex_space();
    if (c == '"') return lex_quote('"', "unterminated quoted string", TokenKind::string);
    if (c == '\'') {
      return lex_quote('\'', "unterminated character constant", TokenKind::character_constant);
    }
    if (c == '`') return lex_raw();
    if (c == '$') return lex_name(TokenKind::variable);
    if (c == '.' && !(rest().size() > 1 && rest()[1] >= '0' && rest()[1] <= '9')) {
      return lex_name(TokenKind::field);
    }
    if (c == '.' || c == '+' || c == '-' || (c >= '0' && c <= '9')) return lex_number();
    if (is_word(c)) return lex_word();
    lex_punctuation(c);
  }

  void lex_punctuation(char c) {
    ++at_;
    switch (c) {
      case '=':
        return emit(TokenKind::assign);
      case ':':
        if (peek() != '=') return fail("expected :=");
        ++at_;
        return emit(TokenKind::declare);
      case '|':
        return emit(TokenKind::pipe);
      case '(':
        ++parentheses_;
        return emit(TokenKind::left_parenthesis);
      case ')':
        if (--parentheses_ < 0) return fail("unexpected right paren");
        return emit(TokenKind::right_parenthesis);
      default:
        if (c > ' ' && c <= '~') return emit(TokenKind::character);
        --at_;
        return fail("unrecognized character in action: " + named_character());
    }
  }

  void lex_space() {
    std::size_t count = 0;
    while (!at_end() && is_space(peek())) {
      ++at_;
      ++count;
    }
    // The blank of " -}}" belongs to the delimiter.
    --at_;
    if (at_trimmed_right()) {
      if (count == 1) return;
    } else {
      ++at_;
    }
    emit(TokenKind::space);
  }

  void lex_quote(char quote, const char* problem, TokenKind kind) {
    for (++at_; !at_end() && peek() != '\n'; ++at_) {
      if (peek() == quote) {
        ++at_;
        return emit(kind);
      }
      if (peek() == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') ++at_;
    }
    fail(problem);
  }

  void lex_raw() {
    const std::size_t close = text_.find('`', at_ + 1);
    if (close == std::string_view::npos) return fail("unterminated raw quoted string");
    at_ = close + 1;
    emit(TokenKind::raw_string);
  }

  bool at_terminator() const {
    return at_end() || is_space(peek()) ||
           std::string_view(".,|:)(").find(peek()) != std::string_view::npos || starts(kRight);
  }

  // .name, $name, or one of them without a name.
  void lex_name(TokenKind kind) {
    ++at_;
    if (at_terminator()) return emit(kind == TokenKind::field ? TokenKind::dot : kind);
    while (!at_end() && is_word(peek())) ++at_;
    if (!at_terminator()) return fail("bad character " + named_character());
    emit(kind);
  }

  void lex_word() {
    while (!at_end() && is_word(peek())) ++at_;
    if (!at_terminator()) return fail("bad character " + named_character());
    emit(kind_of_word(text_.substr(start_, at_ - start_)));
  }

  // False where what follows cannot stand behind a number.
  bool scan_number() {
    const auto accept = [this](std::string_view any) {
      if (at_end() || any.find(peek()) == std::string_view::npos) return false;
      ++at_;
      return true;
    };
    accept("+-");
    std::string_view digits = "0123456789_";
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
      } else if (accept("oO")) {
        digits = "01234567_";
      } else if (accept("bB")) {
        digits = "01_";
      }
    }
    while (accept(digits)) {
    }
    if (accept(".")) {
      while (accept(digits)) {
      }
    }
    if (accept(digits.size() == 11 ? "eE" : digits.size() == 23 ? "pP" : "")) {
      accept("+-");
      while (accept("0123456789_")) {
      }
    }
    if (at_end() || !is_word(peek())) return true;
    ++at_;
    return false;
  }

  void lex_number() {
    bool sound = scan_number();
    // 1+2i in Go; there are no complex numbers here.
    if (sound && (peek() == '+' || peek() == '-')) {
      scan_number();
      sound = false;
    }
    if (sound) return emit(TokenKind::number);
    fail("bad number syntax: " + promql::quoted(text_.substr(start_, at_ - start_)));
  }

  // U+0021 '!', as Go's %#U. Bytes that are not UTF-8 show as the replacement character.
  std::string named_character() const {
    const std::size_t width = core::utf8_width(rest());
    std::uint32_t c = static_cast<unsigned char>(peek());
    if (width == 0) c = 0xfffd;
    if (width > 1) {
      c &= 0xffU >> (width + 1);
      for (std::size_t i = 1; i < width; ++i) {
        c = (c << 6U) | (static_cast<unsigned char>(rest()[i]) & 0x3fU);
      }
    }
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "U+%04X", c);
    std::string name = buffer.data();
    if (width > 0 && c >= ' ' && c != 0x7f)
      name += " '" + std::string(rest().substr(0, width)) + "'";
    return name;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
  int start_line_ = 1;
  int parentheses_ = 0;
  bool inside_ = false;
  bool done_ = false;
  std::vector<Token> tokens_;
};

}  // namespace

std::string shown(const Token& token) {
  if (token.kind == TokenKind::end) return "EOF";
  if (token.kind == TokenKind::error) return token.text;
  if (token.kind >= TokenKind::dot) return "<" + token.text + ">";
  constexpr std::size_t kMost = 10;
  if (token.text.size() <= kMost) return promql::quoted(token.text);
  std::size_t end = 0;
  for (std::size_t i = 0; i < kMost && end < token.text.size(); ++i) {
    end += std::max<std::size_t>(core::utf8_width(std::string_view(token.text).substr(end)), 1);
  }
  return promql::quoted(std::string_view(token.text).substr(0, end)) + "...";
}

std::vector<Token> tokens_of(std::string_view text) {
  return Lexer(text).run();
}

}  // namespace silicon::templates
