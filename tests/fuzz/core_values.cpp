// Any bytes as a number, a duration, an Accept header: what parses, prints as something that parses
// to the same.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "exporter/core/duration.hpp"
#include "exporter/core/exposition/format.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace {

using namespace silicon::core;

void require(bool condition) {
  if (!condition) std::abort();
}

bool same(double a, double b) {
  return std::isnan(a) ? std::isnan(b) : a == b && std::signbit(a) == std::signbit(b);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  if (const auto number = parse_double(text)) {
    const auto again = parse_double(format_double(*number));
    require(again && same(*again, *number));
    const auto bound = parse_double(format_bound(*number));
    require(bound && (same(*bound, *number) || *number == 0));
  }
  if (const auto duration = parse_duration(text)) {
    const auto again = parse_duration(format_duration(*duration));
    require(again.ok() && *again == *duration);
  }
  if (const auto number = parse_unsigned(text))
    require(parse_unsigned(std::to_string(*number)) == number);
  if (const auto number = parse_signed(text))
    require(parse_signed(std::to_string(*number)) == number);
  static_cast<void>(parse_hexadecimal(text));
  static_cast<void>(accepted_format(text));
  static_cast<void>(format_of_content_type(text));
  require(excerpt(text).size() <= 85 && is_utf8(excerpt(text)));
  return 0;
}
