#include "alerting/notify/message/clip.hpp"

#include <gtest/gtest.h>

#include "exporter/core/text.hpp"

namespace silicon::notify {
namespace {

TEST(ValidUtf8, ReplacesWhatIsNot) {
  EXPECT_EQ(valid_utf8("gr\xc3\xbcn"), "gr\xc3\xbcn");
  EXPECT_EQ(valid_utf8("a\xff\xc3"), "a\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(ClipCharacters, CountsCharactersAndEndsInAnEllipsis) {
  EXPECT_EQ(clip_characters("abc", 3), "abc");
  EXPECT_EQ(clip_characters("abcd", 3), "ab\xe2\x80\xa6");
  EXPECT_EQ(clip_characters("\xc3\xbc\xc3\xbc\xc3\xbc", 2), "\xc3\xbc\xe2\x80\xa6");
  EXPECT_EQ(clip_characters("abc", 0), "");
  EXPECT_EQ(clip_characters("", 5), "");
}

TEST(ClipBytes, SaysHowMuchIsMissing) {
  EXPECT_EQ(clip_bytes("short", 64), "short");
  const std::string cut = clip_bytes(std::string(1000, 'x'), 64);
  EXPECT_LE(cut.size(), 64U);
  EXPECT_EQ(cut, std::string(16, 'x') + " \xe2\x80\xa6 (984 bytes more)");
}

TEST(ClipBytes, NeverTearsACharacterApart) {
  std::string text;
  while (text.size() < 1000) text += "\xf0\x9f\x94\xa5";
  for (std::size_t most = 64; most < 80; ++most) {
    const std::string cut = clip_bytes(text, most);
    EXPECT_LE(cut.size(), most);
    EXPECT_TRUE(core::is_utf8(cut));
  }
}

TEST(OneLine, HasNoControlCharacters) {
  EXPECT_EQ(one_line("a\r\nb\x01\x7f\tc"), "a b c");
  EXPECT_EQ(one_line("\n\nfirst\n"), "first");
  EXPECT_EQ(one_line("a  b"), "a  b");
}

TEST(Printable, KeepsLines) {
  EXPECT_EQ(printable("a\r\nb\x1b[31m\tc\x7f"), "a\nb[31m\tc");
}

}  // namespace
}  // namespace silicon::notify
