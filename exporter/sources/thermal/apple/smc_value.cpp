#include "exporter/sources/thermal/apple/smc_value.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

namespace silicon::thermal {
namespace {

constexpr std::string_view kHexadecimal = "0123456789abcdef";

std::uint64_t integer(const apple::Bytes& bytes, bool big_endian) {
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    result = result << 8U | bytes[big_endian ? i : bytes.size() - 1 - i];
  }
  return result;
}

double as_signed(std::uint64_t value, std::size_t bytes) {
  const auto unused = static_cast<unsigned>(64 - 8 * bytes);
  return static_cast<double>(static_cast<std::int64_t>(value << unused) >> unused);
}

// "ui16" has 16 bits, "si8 " has 8.
std::optional<double> whole_number(std::string_view key, const apple::SmcValue& value) {
  const std::string_view type = value.type;
  const std::size_t bytes = value.bytes.size();
  const std::string_view digits = type.substr(2, type.find(' ') == 3 ? 1 : 2);
  const std::string_view expected = bytes == 1   ? "8"
                                    : bytes == 2 ? "16"
                                    : bytes == 4 ? "32"
                                    : bytes == 8 ? "64"
                                                 : "";
  if (digits != expected) return std::nullopt;
  const std::uint64_t number = integer(value.bytes, key == "#KEY");
  return type[0] == 's' ? as_signed(number, bytes) : static_cast<double>(number);
}

// "sp78", "fpe2": two digits in base 16, the bits before and behind the point; big-endian.
std::optional<double> fixed_point(const apple::SmcValue& value) {
  const std::size_t behind = kHexadecimal.find(value.type[3]);
  if (value.bytes.size() != 2 || behind == std::string_view::npos) return std::nullopt;
  const std::uint64_t number = integer(value.bytes, true);
  const double scaled = value.type[0] == 's' ? as_signed(number, 2) : static_cast<double>(number);
  return std::ldexp(scaled, -static_cast<int>(behind));
}

std::optional<double> real_number(const apple::Bytes& bytes) {
  if (bytes.size() != 4) return std::nullopt;
  return std::bit_cast<float>(static_cast<std::uint32_t>(integer(bytes, false)));
}

}  // namespace

std::optional<double> smc_number(std::string_view key, const apple::SmcValue& value) {
  const std::string_view type = value.type;
  if (type.size() != 4 || value.bytes.empty() || value.bytes.size() > 8) return std::nullopt;
  std::optional<double> number;
  if (type == "flt ") {
    number = real_number(value.bytes);
  } else if (type == "ioft") {
    if (value.bytes.size() == 8) number = as_signed(integer(value.bytes, false), 8) / 65536;
  } else if (type == "flag") {
    if (value.bytes.size() == 1) number = value.bytes[0];
  } else if (type.starts_with("ui") || type.starts_with("si")) {
    number = whole_number(key, value);
  } else if (type.starts_with("sp") || type.starts_with("fp")) {
    number = fixed_point(value);
  }
  if (!number || !std::isfinite(*number)) return std::nullopt;
  return number;
}

}  // namespace silicon::thermal
