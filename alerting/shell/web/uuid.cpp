#include "alerting/shell/web/uuid.hpp"

#include <random>
#include <string_view>

namespace silicon::shell {

std::string uuid_of(const std::array<std::uint32_t, 4>& random) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<std::uint32_t, 4> bits = random;
  bits[1] = (bits[1] & 0xffff0fffU) | 0x00004000U;  // the version
  bits[2] = (bits[2] & 0x3fffffffU) | 0x80000000U;  // the variant
  std::string text;
  for (std::size_t digit = 0; digit < 32; ++digit) {
    if (digit == 8 || digit == 12 || digit == 16 || digit == 20) text += '-';
    const std::uint32_t word = bits[digit / 8];
    text += kDigits[(word >> (28 - 4 * (digit % 8))) & 15U];
  }
  return text;
}

std::string fresh_uuid() {
  std::random_device device;
  return uuid_of({device(), device(), device(), device()});
}

}  // namespace silicon::shell
