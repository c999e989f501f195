#include "alerting/routing/matching/characters.hpp"

#include <gtest/gtest.h>

#include <string>

namespace silicon::routing {
namespace {

TEST(FirstCodePoint, IsReadWhole) {
  EXPECT_EQ(first_code_point("a").value, U'a');
  EXPECT_EQ(first_code_point("\u00e9x").value, U'\u00e9');
  EXPECT_EQ(first_code_point("\u4e16").value, U'\u4e16');
  EXPECT_EQ(first_code_point("\U0001f600!").value, U'\U0001f600');
  EXPECT_EQ(first_code_point("\U0001f600!").width, 4U);
  EXPECT_EQ(first_code_point("").width, 0U);
}

TEST(IsSpace, KnowsTheBlanksOfOtherScripts) {
  for (const char32_t c :
       {U' ', U'\t', U'\n', U'\v', U'\r', U'\u0085', U'\u00a0', U'\u2003', U'\u3000'}) {
    EXPECT_TRUE(is_space(c)) << static_cast<unsigned>(c);
  }
  for (const char32_t c : {U'a', U'\0', U'\u200b', U'\u4e16'}) {
    EXPECT_FALSE(is_space(c)) << static_cast<unsigned>(c);
  }
}

TEST(IsReserved, HoldsForTheSignsOfTheSyntaxAlone) {
  for (const char c : std::string("{}!=~,\\\"'` ")) {
    EXPECT_TRUE(is_reserved(static_cast<char32_t>(c))) << c;
  }
  for (const char c : std::string("a:;.-_/()[]|*+?@#$%^&<>0")) {
    EXPECT_FALSE(is_reserved(static_cast<char32_t>(c))) << c;
  }
  EXPECT_TRUE(has_reserved("a b"));
  EXPECT_TRUE(has_reserved("gr\u00fc\u00a0ss"));
  EXPECT_FALSE(has_reserved("gr\u00fcsse"));
  EXPECT_FALSE(has_reserved(""));
}

}  // namespace
}  // namespace silicon::routing
