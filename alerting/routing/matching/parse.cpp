#include "alerting/routing/matching/parse.hpp"

#include <utility>

#include "alerting/routing/matching/classic.hpp"
#include "alerting/routing/matching/utf8.hpp"
#include "exporter/core/text.hpp"

namespace silicon::routing {
namespace {

core::Result<ParsedMatchers> without_note(core::Result<Matchers> parsed) {
  if (!parsed) return std::move(parsed).error();
  return ParsedMatchers{*std::move(parsed), ""};
}

core::Status check_text(std::string_view text) {
  if (text.size() > kMaxMatchersBytes) return core::invalid("matchers are longer than 64 KiB");
  if (!core::is_utf8(text)) return core::invalid("matchers are not UTF-8");
  return core::Done{};
}

std::string advice(const Matchers& matchers) {
  return "; write it as " + matchers_text(matchers);
}

}  // namespace

core::Result<ParsedMatchers> parse_matchers(std::string_view text, MatcherSyntax syntax) {
  if (core::Status readable = check_text(text); !readable) return readable.error();
  if (syntax == MatcherSyntax::classic) return without_note(parse_classic(text));
  core::Result<Matchers> utf8 = parse_utf8(text);
  if (syntax == MatcherSyntax::utf8) return without_note(std::move(utf8));
  core::Result<Matchers> classic = parse_classic(text);
  if (!classic) {
    if (utf8) return without_note(std::move(utf8));
    return core::Error(classic.error().message() + " (" + utf8.error().message() + ")",
                       core::ErrorKind::invalid);
  }
  if (!utf8) {
    return ParsedMatchers{*classic, "is not in the UTF-8 syntax of matchers (" +
                                        utf8.error().message() + ") and read in the classic one" +
                                        advice(*classic)};
  }
  if (!(*utf8 == *classic)) {
    return ParsedMatchers{*classic,
                          "means something else in the UTF-8 syntax of matchers, and is "
                          "read in the classic one" +
                              advice(*classic)};
  }
  return without_note(std::move(utf8));
}

core::Result<Matcher> parse_matcher(std::string_view text) {
  if (core::Status readable = check_text(text); !readable) return readable.error();
  if (text.starts_with('{') || text.ends_with('}')) {
    return core::invalid("unexpected open or close brace: " + std::string(text));
  }
  core::Result<Matcher> classic = parse_classic_matcher(text);
  if (classic) return classic;
  core::Result<Matchers> utf8 = parse_utf8(text);
  if (utf8 && utf8->size() == 1) return std::move(utf8->front());
  return classic;
}

}  // namespace silicon::routing
