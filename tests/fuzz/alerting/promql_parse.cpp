// Arbitrary text through lexer, parser, checker and printer: no crash, and what parses prints as
// text that parses and prints the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/notation/series_notation.hpp"
#include "alerting/promql/parse/parser.hpp"
#include "alerting/promql/syntax/print.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace silicon::promql;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(parse_series_description(text));
  const auto parsed = parse(text);
  if (!parsed) return 0;
  Options options;
  options.experimental_functions = true;
  options.fill_modifiers = true;
  static_cast<void>(check(**parsed, text, options));
  const std::string printed = print(**parsed);
  const auto again = parse(printed);
  if (!again || print(**again) != printed) std::abort();
  return 0;
}
