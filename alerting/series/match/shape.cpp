#include "alerting/series/match/shape.hpp"

#include <algorithm>
#include <utility>

namespace silicon::match {
namespace {

constexpr std::string_view kSpecial = R"(\.+*?()|[]{}^$)";
constexpr int kMaxDepth = 20;
// How Alertmanager's patterns begin here: '.' is then no line break, and literals do not mind.
constexpr std::string_view kNoLineBreaks = "(?-s:";

bool is_special(char c) {
  return kSpecial.find(c) != std::string_view::npos;
}

bool is_repetition(char c) {
  return c == '*' || c == '+' || c == '?' || c == '{';
}

// The character that `rest` begins with, itself or behind a backslash, taken off the front.
// Letters and digits behind a backslash mean something else.
std::optional<char> take_literal(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  if (!is_special(rest[0])) {
    const char c = rest[0];
    rest.remove_prefix(1);
    return c;
  }
  if (rest.size() < 2 || rest[0] != '\\' || !is_special(rest[1])) return std::nullopt;
  const char c = rest[1];
  rest.remove_prefix(2);
  return c;
}

using Words = std::vector<std::string>;

// Every word of `heads` followed by every word of `tails`; nullopt when that is too many.
std::optional<Words> product(Words heads, const Words& tails) {
  if (heads.size() * tails.size() > kMaxWords) return std::nullopt;
  if (tails.size() == 1) {
    for (std::string& head : heads) head += tails[0];
    return heads;
  }
  Words result;
  result.reserve(heads.size() * tails.size());
  for (const std::string& head : heads) {
    for (const std::string& tail : tails) result.push_back(head + tail);
  }
  return result;
}

// Reads alternatives of sequences of characters and groups: (?:a|b)-\.c|d. Anything else is
// nullopt.
class WordReader {
 public:
  explicit WordReader(std::string_view pattern) : rest_(pattern) {}

  std::optional<Words> read() {
    auto words = alternatives(0);
    if (!rest_.empty()) return std::nullopt;
    return words;
  }

 private:
  std::optional<Words> alternatives(int depth) {
    Words words;
    do {
      auto more = sequence(depth);
      if (!more || words.size() + more->size() > kMaxWords) return std::nullopt;
      words.insert(words.end(), more->begin(), more->end());
    } while (skip("|"));
    return words;
  }

  std::optional<Words> sequence(int depth) {
    std::optional<Words> words = Words{""};
    while (words && !rest_.empty() && rest_[0] != '|' && rest_[0] != ')') {
      const auto next = element(depth);
      // A repetition behind the element would make it no word.
      if (!next || (!rest_.empty() && is_repetition(rest_[0]))) return std::nullopt;
      words = product(*std::move(words), *next);
    }
    return words;
  }

  std::optional<Words> element(int depth) {
    if (const auto literal = take_literal(rest_)) return Words{std::string(1, *literal)};
    if (depth == kMaxDepth || !(skip("(?:") || (!rest_.starts_with("(?") && skip("(")))) {
      return std::nullopt;
    }
    auto words = alternatives(depth + 1);
    if (!skip(")")) return std::nullopt;
    return words;
  }

  bool skip(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  std::string_view rest_;
};

std::optional<Words> words_of(std::string_view pattern) {
  auto words = WordReader(pattern).read();
  if (!words) return std::nullopt;
  std::sort(words->begin(), words->end());
  words->erase(std::unique(words->begin(), words->end()), words->end());
  return words;
}

// The end of a multi-byte character must not be cut from its beginning: "ä*" repeats both bytes.
void drop_last_character(std::string& text) {
  const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) >> 6) == 2; };
  while (!text.empty() && is_continuation(text.back())) text.pop_back();
  if (!text.empty()) text.pop_back();
}

// Whether a group of that kind is all there is, seen from afar: nothing else in it ends a group.
bool is_without_line_breaks(std::string_view pattern) {
  return pattern.starts_with(kNoLineBreaks) && pattern.find(')') == pattern.size() - 1;
}

}  // namespace

Shape shape_of(std::string_view pattern) {
  const bool line_breaks = !is_without_line_breaks(pattern);
  if (!line_breaks) {
    pattern.remove_prefix(kNoLineBreaks.size());
    pattern.remove_suffix(1);
  }
  if (auto words = words_of(pattern)) return {std::move(words), "", Tail::pattern};
  Shape shape;
  // An alternative anywhere may be one of the whole expression.
  if (pattern.find('|') != std::string_view::npos) return shape;
  std::string_view rest = pattern;
  while (const auto literal = take_literal(rest)) shape.prefix += *literal;
  if (line_breaks && rest == ".*") {
    shape.tail = Tail::anything;
  } else if (line_breaks && rest == ".+") {
    shape.tail = Tail::something;
  } else if (!rest.empty() && is_repetition(rest[0])) {
    drop_last_character(shape.prefix);
  } else if (rest.starts_with("(?")) {
    // Flags are transparent: "ab(?i)*" repeats the b.
    shape.prefix.clear();
  }
  return shape;
}

}  // namespace silicon::match
