#include "alerting/promql/syntax/spelling.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace silicon::promql {
namespace {

TEST(Names, ArePlainWhenExpressionsMayWriteThemBare) {
  EXPECT_TRUE(is_plain_metric_name("http_requests_total"));
  EXPECT_TRUE(is_plain_metric_name("job:rate5m"));
  EXPECT_FALSE(is_plain_label_name("job:rate5m"));
  EXPECT_FALSE(is_plain_metric_name("5xx"));
  EXPECT_FALSE(is_plain_metric_name("disk.free"));
  EXPECT_FALSE(is_plain_label_name(""));
}

TEST(Quoted, EscapesAsGoDoes) {
  EXPECT_EQ(quoted("plain"), "\"plain\"");
  EXPECT_EQ(quoted("a\"b\\c\nd\te"), R"("a\"b\\c\nd\te")");
  EXPECT_EQ(quoted("grüße, 世界"), "\"grüße, 世界\"");
  EXPECT_EQ(quoted(std::string_view("\x01\x7f", 2)), R"("\x01\x7f")");
  EXPECT_EQ(quoted("\u00a0"), "\"\\u00a0\"");
}

TEST(Quoted, ShowsBytesThatAreNotUtf8) {
  EXPECT_EQ(quoted("a\xc5z"), R"("a\xc5z")");
  EXPECT_FALSE(is_valid_utf8("a\xc5z"));
  EXPECT_FALSE(is_valid_utf8("\xed\xa0\x80")) << "a surrogate";
  EXPECT_FALSE(is_valid_utf8("\xc0\x80")) << "an overlong zero";
  EXPECT_TRUE(is_valid_utf8("grüße \U0001f600"));
}

TEST(FixedNumber, HasNoExponent) {
  EXPECT_EQ(fixed_number(0), "0");
  EXPECT_EQ(fixed_number(-0.0), "-0");
  EXPECT_EQ(fixed_number(0.1), "0.1");
  EXPECT_EQ(fixed_number(1e6), "1000000");
  EXPECT_EQ(fixed_number(-12.5e-7), "-0.00000125");
  EXPECT_EQ(fixed_number(1e300), "1" + std::string(300, '0'));
  EXPECT_EQ(fixed_number(std::numeric_limits<double>::infinity()), "+Inf");
  EXPECT_EQ(fixed_number(std::numeric_limits<double>::quiet_NaN()), "NaN");
}

TEST(GeneralNumber, HasAnExponentWhereGoPrintsOne) {
  EXPECT_EQ(general_number(1.1), "1.1");
  EXPECT_EQ(general_number(100000), "100000");
  EXPECT_EQ(general_number(0.0001), "0.0001");
  EXPECT_EQ(general_number(0.00001), "1e-05");
  EXPECT_EQ(general_number(1234567), "1.234567e+06");
  EXPECT_EQ(general_number(999999), "999999");
}

TEST(LabelSets, AreShownAsExpressionsOrAsMessagesDo) {
  const core::Labels labels{{"__name__", "up"}, {"job", "a"}, {"odd.name", "b"}};
  EXPECT_EQ(metric_text(labels), R"(up{job="a", "odd.name"="b"})");
  EXPECT_EQ(labels_text(labels), R"({__name__="up", job="a", "odd.name"="b"})");
  EXPECT_EQ(metric_text({}), "{}");
  EXPECT_EQ(metric_text({{"__name__", "up"}}), "up");
  EXPECT_EQ(metric_text({{"__name__", "disk.free"}, {"a", "b"}}), R"({"disk.free", a="b"})");
}

}  // namespace
}  // namespace silicon::promql
