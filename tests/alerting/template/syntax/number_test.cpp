#include "alerting/template/syntax/number.hpp"

#include <gtest/gtest.h>

namespace silicon::templates {
namespace {

core::Result<NumberLiteral> literal(std::string text) {
  const TokenKind kind = text[0] == '\'' ? TokenKind::character_constant : TokenKind::number;
  return number_literal({kind, 0, 1, std::move(text)});
}

TEST(Number, IsAnIntegerWhereItCanBe) {
  EXPECT_EQ(literal("12")->integer, 12);
  EXPECT_EQ(literal("-0x1f")->integer, -31);
  EXPECT_EQ(literal("1_000")->integer, 1000);
  EXPECT_EQ(literal("0b101")->integer, 5);
  EXPECT_EQ(literal("0o17")->integer, 15);
  EXPECT_EQ(literal("017")->integer, 15);
  EXPECT_EQ(literal("12")->real, 12);
  EXPECT_EQ(literal("-9223372036854775808")->integer, std::numeric_limits<std::int64_t>::min());
}

TEST(Number, IsAFloatWhereItIsWrittenSo) {
  EXPECT_EQ(literal("1.5")->real, 1.5);
  EXPECT_EQ(literal("1.5")->integer, std::nullopt);
  EXPECT_EQ(literal("1e3")->integer, 1000);
  EXPECT_TRUE(looks_real(*literal("1e3")));
  EXPECT_TRUE(looks_real(*literal("1.0")));
  EXPECT_FALSE(looks_real(*literal("0x1e")));
  EXPECT_EQ(literal("-.5")->real, -0.5);
}

TEST(Number, MayBeACharacter) {
  EXPECT_EQ(literal("'a'")->integer, 'a');
  EXPECT_EQ(literal("'\\n'")->integer, '\n');
  EXPECT_EQ(literal("'\xE2\x82\xAC'")->integer, 0x20ac);
  EXPECT_FALSE(literal("'ab'"));
}

TEST(Number, IsRefusedWithGosWords) {
  EXPECT_EQ(literal("99999999999999999999").error().message(),
            "integer overflow: \"99999999999999999999\"");
  EXPECT_EQ(literal("1e400").error().message(), "illegal number syntax: \"1e400\"");
  EXPECT_EQ(literal("1.2.3").error().message(), "illegal number syntax: \"1.2.3\"");
  EXPECT_EQ(literal("+").error().message(), "illegal number syntax: \"+\"");
}

}  // namespace
}  // namespace silicon::templates
