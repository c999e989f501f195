#include "alerting/scrape/relabel/md5.hpp"

#include <bit>
#include <string>

namespace silicon::scrape {
namespace {

using State = std::array<std::uint32_t, 4>;

constexpr std::size_t kBlockBytes = 64;

constexpr std::array<int, 16> kShifts = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};

// floor(2^32 * |sin(i + 1)|)
constexpr std::array<std::uint32_t, 64> kSines = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

std::uint32_t word_at(std::string_view block, std::size_t index) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    word |= static_cast<std::uint32_t>(static_cast<unsigned char>(block[4 * index + i])) << (8 * i);
  }
  return word;
}

// The round's mixture of the three words, and which word of the block goes with step i.
std::pair<std::uint32_t, std::size_t> mixed(std::size_t i, std::uint32_t b, std::uint32_t c,
                                            std::uint32_t d) {
  if (i < 16) return {(b & c) | (~b & d), i};
  if (i < 32) return {(d & b) | (~d & c), (5 * i + 1) % 16};
  if (i < 48) return {b ^ c ^ d, (3 * i + 5) % 16};
  return {c ^ (b | ~d), (7 * i) % 16};
}

void add_block(State& state, std::string_view block) {
  auto [a, b, c, d] = state;
  for (std::size_t i = 0; i < kSines.size(); ++i) {
    const auto [mixture, index] = mixed(i, b, c, d);
    const std::uint32_t sum = a + mixture + kSines[i] + word_at(block, index);
    a = d;
    d = c;
    c = b;
    b += std::rotl(sum, kShifts[i / 16 * 4 + i % 4]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

// The last block or two: what is left, a one bit, zeros, and the length in bits.
std::string padded(std::string_view rest, std::size_t total_bytes) {
  std::string tail(rest);
  tail += '\x80';
  while (tail.size() % kBlockBytes != kBlockBytes - 8) tail += '\0';
  for (std::size_t i = 0; i < 8; ++i) {
    tail += static_cast<char>((static_cast<std::uint64_t>(total_bytes) * 8) >> (8 * i) & 0xffU);
  }
  return tail;
}

}  // namespace

std::array<std::uint8_t, 16> md5(std::string_view text) {
  State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  std::string_view rest = text;
  for (; rest.size() >= kBlockBytes; rest.remove_prefix(kBlockBytes)) {
    add_block(state, rest.substr(0, kBlockBytes));
  }
  const std::string tail = padded(rest, text.size());
  for (std::size_t at = 0; at < tail.size(); at += kBlockBytes) {
    add_block(state, std::string_view(tail).substr(at, kBlockBytes));
  }
  std::array<std::uint8_t, 16> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (8 * (i % 4)));
  }
  return digest;
}

std::uint64_t md5_tail(std::string_view text) {
  const std::array<std::uint8_t, 16> digest = md5(text);
  std::uint64_t tail = 0;
  for (std::size_t i = 8; i < digest.size(); ++i) tail = tail << 8 | digest[i];
  return tail;
}

}  // namespace silicon::scrape
