#include "alerting/routing/matching/classic.hpp"

#include <optional>
#include <utility>

#include "alerting/routing/matching/characters.hpp"

namespace silicon::routing {
namespace {

// Go's \s.
constexpr std::string_view kBlanks = "\t\n\f\r ";

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool is_only_space(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (!is_space(point.value)) return false;
    text.remove_prefix(point.width);
  }
  return true;
}

// Cut at commas that are not in quotes. What is only white space behind the last one is nothing.
std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  bool quoted = false;
  bool escaped = false;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case ',':
        if (!quoted) {
          tokens.push_back(text.substr(start, at - start));
          start = at + 1;
        }
        // A comma outside quotes leaves `escaped` as it is, one inside too: Alertmanager's quirk.
        break;
      case '"':
        if (!escaped) quoted = !quoted;
        escaped = false;
        break;
      case '\\':
        escaped = !escaped;
        break;
      default:
        escaped = false;
    }
  }
  if (!is_only_space(text.substr(start))) tokens.push_back(text.substr(start));
  return tokens;
}

bool is_name_character(char c, bool first) {
  return c == '_' || c == ':' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (!first && c >= '0' && c <= '9');
}

std::optional<match::MatchType> take_operator(std::string_view& text) {
  using match::MatchType;
  for (const MatchType type :
       {MatchType::regex, MatchType::equal, MatchType::not_equal, MatchType::not_regex}) {
    if (!text.starts_with(match::symbol(type))) continue;
    text.remove_prefix(match::symbol(type).size());
    return type;
  }
  return std::nullopt;
}

core::Error invalid(std::string_view problem, std::string_view text) {
  return core::Error(std::string(problem) + ": " + std::string(text), core::ErrorKind::invalid);
}

core::Result<std::string> value_of(std::string_view written) {
  constexpr std::string_view kUnescaped = "matcher value contains unescaped double quote";
  std::string_view raw = written;
  bool expect_quote = raw.starts_with('"');
  if (expect_quote) raw.remove_prefix(1);
  std::string value;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool last = i + 1 == raw.size();
    if (raw[i] == '\\' && !last) {
      const char next = raw[++i];
      // Any other escape is a backslash that happens to stand there.
      if (next != 'n' && next != '"' && next != '\\') value += '\\';
      value += next == 'n' ? '\n' : next;
    } else if (raw[i] == '"') {
      if (!expect_quote || !last) return invalid(kUnescaped, written);
      expect_quote = false;
    } else {
      value += raw[i];
    }
  }
  if (expect_quote) return invalid(kUnescaped, written);
  return value;
}

}  // namespace

core::Result<Matcher> parse_classic_matcher(std::string_view text) {
  std::string_view rest = without_blanks(text);
  std::size_t length = 0;
  while (length < rest.size() && is_name_character(rest[length], length == 0)) ++length;
  std::string name(rest.substr(0, length));
  rest = without_blanks(rest.substr(length));
  const auto type = take_operator(rest);
  if (name.empty() || !type) return invalid("bad matcher format", text);
  auto value = value_of(without_blanks(rest));
  if (!value) return std::move(value).error();
  return Matcher::create(*type, std::move(name), *std::move(value));
}

core::Result<Matchers> parse_classic(std::string_view text) {
  if (text.starts_with('{')) text.remove_prefix(1);
  if (text.ends_with('}')) text.remove_suffix(1);
  Matchers matchers;
  for (const std::string_view token : tokens_of(text)) {
    auto matcher = parse_classic_matcher(token);
    if (!matcher) return std::move(matcher).error();
    matchers.push_back(*std::move(matcher));
  }
  return matchers;
}

}  // namespace silicon::routing
