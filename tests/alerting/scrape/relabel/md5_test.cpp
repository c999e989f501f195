#include "alerting/scrape/relabel/md5.hpp"

#include <gtest/gtest.h>

#include <string>

namespace silicon::scrape {
namespace {

std::string hexadecimal(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result;
  for (const std::uint8_t byte : md5(text)) {
    result += kDigits[byte >> 4U];
    result += kDigits[byte & 0xfU];
  }
  return result;
}

TEST(Md5, GivesTheDigestsOfItsSpecification) {
  EXPECT_EQ(hexadecimal(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hexadecimal("a"), "0cc175b9c0f1b6a831c399e269772661");
  EXPECT_EQ(hexadecimal("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
  EXPECT_EQ(hexadecimal("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
            "d174ab98d277d9f5a5611c2c9f419d9f");
}

// Where the padding just fits, and where it needs another block; figures of coreutils' md5sum.
TEST(Md5, PadsTextsOfAnyLength) {
  EXPECT_EQ(hexadecimal(std::string(55, 'x')), "04364420e25c512fd958a70738aa8f72");
  EXPECT_EQ(hexadecimal(std::string(56, 'x')), "668a72d5ba17f08e62dabcafad6db14b");
  EXPECT_EQ(hexadecimal(std::string(64, 'x')), "c1bb4f81d892b2d57947682aeb252456");
  EXPECT_EQ(hexadecimal(std::string(1000, 'x')), "398533d48111e9f664b1f64cb10c4b63");
}

TEST(Md5Tail, IsTheLastEightBytesMostSignificantFirst) {
  EXPECT_EQ(md5_tail(""), 0xe9800998ecf8427eU);
}

}  // namespace
}  // namespace silicon::scrape
