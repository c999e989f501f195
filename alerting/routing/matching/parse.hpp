// Text to matchers, in both of Alertmanager's syntaxes: the classic one (foo = bar, quotes
// optional) and that of 0.27 (UTF-8 names, "quoted names"), and how it chooses between them. Pure;
// any thread. Tested by tests/alerting/routing/matching/parse_test.cpp, fuzzed by
// tests/fuzz/routing/route_matchers.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/routing/matching/matcher.hpp"

namespace silicon::routing {

enum class MatcherSyntax {
  fallback,  // UTF-8, and where that fails or differs, classic: Alertmanager's default
  utf8,      // --enable-feature=utf8-strict-mode
  classic,   // --enable-feature=classic-mode
};

struct ParsedMatchers {
  Matchers matchers;
  // Of fallback: why the text should be written otherwise, and how; "" when it should not.
  std::string note;
};

inline constexpr std::size_t kMaxMatchersBytes = 64 << 10;

// None, one or several: `a="b"`, `{a=b, c=~"d|e"}`. Errors have Alertmanager's words; those of
// UTF-8 say where, as "first:last: " columns in code points.
core::Result<ParsedMatchers> parse_matchers(std::string_view text,
                                            MatcherSyntax syntax = MatcherSyntax::fallback);

// One alone, without braces, as the API's filters are: there `a=b,c=d` is the value "b,c=d". In
// either syntax, the classic one first. Source: prometheus/alertmanager 0.28, matcher/compat.
core::Result<Matcher> parse_matcher(std::string_view text);

}  // namespace silicon::routing
