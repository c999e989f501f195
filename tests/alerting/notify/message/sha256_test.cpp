#include "alerting/notify/message/sha256.hpp"

#include <gtest/gtest.h>

namespace silicon::notify {
namespace {

TEST(Sha256, AgreesWithTheStandardsExamples) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, TellsTextsOfEveryLengthAroundABlockApart) {
  std::string before;
  for (std::size_t length = 50; length < 70; ++length) {
    const std::string now = sha256_hex(std::string(length, '\xff'));
    EXPECT_EQ(now.size(), 64U);
    EXPECT_NE(now, before);
    before = now;
  }
}

}  // namespace
}  // namespace silicon::notify
