#include "exporter/platform/recording/json/scanner.hpp"

#include <algorithm>

#include "exporter/core/text.hpp"

namespace silicon::recording {
namespace {

constexpr int kDeepest = 16;

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0U | code >> 6U);
    out += static_cast<char>(0x80U | (code & 0x3fU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0U | code >> 12U);
    out += static_cast<char>(0x80U | (code >> 6U & 0x3fU));
    out += static_cast<char>(0x80U | (code & 0x3fU));
  } else {
    out += static_cast<char>(0xf0U | code >> 18U);
    out += static_cast<char>(0x80U | (code >> 12U & 0x3fU));
    out += static_cast<char>(0x80U | (code >> 6U & 0x3fU));
    out += static_cast<char>(0x80U | (code & 0x3fU));
  }
}

}  // namespace

JsonScanner::JsonScanner(std::string_view text) : rest_(text) {
  if (!core::is_utf8(text)) fail();
}

void JsonScanner::fail() {
  failed_ = true;
  rest_ = {};
}

void JsonScanner::skip_blanks() {
  const std::size_t first = rest_.find_first_not_of(core::kWhiteSpace);
  rest_.remove_prefix(first == std::string_view::npos ? rest_.size() : first);
}

JsonScanner::Kind JsonScanner::next() {
  skip_blanks();
  if (rest_.empty()) return Kind::none;
  switch (rest_.front()) {
    case '{':
      return Kind::object;
    case '[':
      return Kind::array;
    case '"':
      return Kind::text;
    case 't':
    case 'f':
    case 'n':
      return Kind::word;
    default:
      return rest_.front() == '-' || core::is_digit(rest_.front()) ? Kind::number : Kind::none;
  }
}

bool JsonScanner::take(char c) {
  skip_blanks();
  if (rest_.empty() || rest_.front() != c) return false;
  rest_.remove_prefix(1);
  return true;
}

bool JsonScanner::enter(char bracket) {
  if (depth_ == kDeepest || !take(bracket)) {
    fail();
    return false;
  }
  ++depth_;
  first_ = true;
  return true;
}

// Whether another member or item follows; behind the last one the bracket is taken.
bool JsonScanner::more(char bracket) {
  if (failed_) return false;
  const bool first = first_;
  first_ = false;
  if (take(bracket)) {
    --depth_;
    return false;
  }
  if (first || take(',')) return true;
  fail();
  return false;
}

// Four digits in hexadecimal.
unsigned JsonScanner::take_code_unit() {
  unsigned unit = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = rest_.empty() ? '\0' : rest_.front();
    const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!core::is_digit(c) && !letter) {
      fail();
      return 0;
    }
    const int digit = core::is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    unit = unit * 16 + static_cast<unsigned>(digit);
    rest_.remove_prefix(1);
  }
  return unit;
}

// What stands behind a backslash.
void JsonScanner::append_escape(std::string& out) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const char name = rest_.empty() ? '\0' : rest_.front();
  rest_.remove_prefix(rest_.empty() ? 0 : 1);
  if (const std::size_t at = kNames.find(name); at != std::string_view::npos) {
    out += kMeanings[at];
    return;
  }
  if (name != 'u') return fail();
  unsigned code = take_code_unit();
  if (code >= 0xd800 && code < 0xdc00) {  // the first half of a pair
    if (!rest_.starts_with("\\u")) return fail();
    rest_.remove_prefix(2);
    const unsigned second = take_code_unit();
    if (second < 0xdc00 || second >= 0xe000) return fail();
    code = 0x10000 + (code - 0xd800) * 0x400 + (second - 0xdc00);
  } else if (code >= 0xdc00 && code < 0xe000) {
    return fail();
  }
  append_utf8(out, code);
}

std::string JsonScanner::text() {
  std::string out;
  if (!take('"')) {
    fail();
    return out;
  }
  while (!failed_) {
    std::size_t plain = 0;
    while (plain < rest_.size() && rest_[plain] != '"' && rest_[plain] != '\\' &&
           static_cast<unsigned char>(rest_[plain]) >= 0x20) {
      ++plain;
    }
    out += rest_.substr(0, plain);
    rest_.remove_prefix(plain);
    const char c = rest_.empty() ? '\0' : rest_.front();
    if (c != '"' && c != '\\') {
      fail();
      break;
    }
    rest_.remove_prefix(1);
    if (c == '"') return out;
    append_escape(out);
  }
  return out;
}

bool JsonScanner::take_digits() {
  const std::size_t end = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
  rest_.remove_prefix(end);
  return end > 0;
}

std::string_view JsonScanner::number() {
  skip_blanks();
  const std::string_view begin = rest_;
  if (rest_.starts_with('-')) rest_.remove_prefix(1);
  const bool leads_with_zero = rest_.starts_with('0');
  const std::size_t before = rest_.size();
  bool good = take_digits() && (!leads_with_zero || before - rest_.size() == 1);
  if (good && rest_.starts_with('.')) {
    rest_.remove_prefix(1);
    good = take_digits();
  }
  if (good && (rest_.starts_with('e') || rest_.starts_with('E'))) {
    rest_.remove_prefix(1);
    if (rest_.starts_with('+') || rest_.starts_with('-')) rest_.remove_prefix(1);
    good = take_digits();
  }
  if (good) return begin.substr(0, begin.size() - rest_.size());
  fail();
  return {};
}

void JsonScanner::skip() {
  switch (next()) {
    case Kind::object:
      return members([this](std::string_view) { skip(); });
    case Kind::array:
      return items([this](std::size_t) { skip(); });
    case Kind::text:
      (void)text();
      return;
    case Kind::number:
      (void)number();
      return;
    case Kind::word:
      for (const std::string_view word : {"true", "false", "null"}) {
        if (!rest_.starts_with(word)) continue;
        return rest_.remove_prefix(word.size());
      }
      return fail();
    case Kind::none:
      return fail();
  }
}

bool JsonScanner::at_end() {
  skip_blanks();
  return !failed_ && rest_.empty();
}

}  // namespace silicon::recording
