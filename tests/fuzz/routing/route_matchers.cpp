// Matchers of routes and silences, and one alone as in a filter: whatever the text, each syntax
// reads or refuses it, and what was read is spelled so that the UTF-8 syntax reads the same again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/routing/matching/parse.hpp"

using silicon::routing::MatcherSyntax;
using silicon::routing::parse_matcher;
using silicon::routing::parse_matchers;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1000) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const MatcherSyntax syntax :
       {MatcherSyntax::classic, MatcherSyntax::utf8, MatcherSyntax::fallback}) {
    const auto read = parse_matchers(text, syntax);
    if (!read) continue;
    for (const auto& matcher : read->matchers) {
      if (matcher.name().empty()) return 0;  // has no spelling without quotes
    }
    const auto again = parse_matchers(matchers_text(read->matchers), MatcherSyntax::utf8);
    if (!again || !(again->matchers == read->matchers)) std::abort();
  }
  const auto one = parse_matcher(text);
  if (!one || one->name().empty()) return 0;
  const auto again = parse_matchers(silicon::routing::matchers_text({*one}), MatcherSyntax::utf8);
  if (!again || again->matchers.size() != 1 || !(again->matchers.front() == *one)) std::abort();
  return 0;
}
