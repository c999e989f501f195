// "TYPE VALUE\nLABEL\n...": a matcher that compiles gives the same answer as the bare regular
// expression, on any text, whatever its shape. The first byte modulo 4 is the type.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "alerting/series/match/matcher.hpp"
#include "exporter/core/text.hpp"

using silicon::match::Matcher;
using silicon::match::MatchType;
using silicon::match::Regex;

namespace {

bool expected(MatchType type, const std::string& pattern, std::string_view text) {
  switch (type) {
    case MatchType::equal:
      return text == pattern;
    case MatchType::not_equal:
      return text != pattern;
    case MatchType::regex:
      return Regex::compile(pattern)->matches(text);
    case MatchType::not_regex:
      break;
  }
  return !Regex::compile(pattern)->matches(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Beyond that, the time goes into compiling.
  if (size < 1 || size > 300) return 0;
  const auto type = static_cast<MatchType>(data[0] % 4);
  const std::string input(data + 1, data + size);
  const auto [pattern, texts] = silicon::core::cut(input, '\n');
  // As the reader of pages takes care of; "." matches characters, not stray bytes.
  if (!silicon::core::is_utf8(input)) return 0;
  const auto matcher = Matcher::create(type, "label", std::string(pattern));
  if (!matcher) return 0;
  silicon::core::for_each_line(texts, [&](std::string_view text) {
    if (matcher->matches(text) != expected(type, matcher->value(), text)) std::abort();
  });
  return 0;
}
