#include "alerting/template/format/printf.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "alerting/template/format/print.hpp"
#include "alerting/template/functions/time_values.hpp"

namespace silicon::templates {
namespace {

std::string formatted(std::string_view format, const std::vector<Value>& arguments) {
  return printf(format, arguments);
}

TEST(Printf, FormatsFloats) {
  EXPECT_EQ(formatted("%.2f|%8.2f|%-8.1f|%+.1f|%08.3f", {1.0, 1.0, 1.0, 1.0, -1.0}),
            "1.00|    1.00|1.0     |+1.0|-001.000");
  EXPECT_EQ(formatted("%v %g %e % f", {0.5, 1e6, 1.0, 2.0}), "0.5 1e+06 1.000000e+00  2.000000");
  EXPECT_EQ(formatted("%f|%08f|%+f|% f", {INFINITY, -INFINITY, NAN, NAN}),
            "+Inf|    -Inf|+NaN| NaN");
  EXPECT_EQ(formatted("%.3g", {1234567.0}), "1.23e+06");
  EXPECT_EQ(formatted("%+v %x", {1.5, 5e-324}), "1.5 0x1p-1074");
}

TEST(Printf, FormatsIntegers) {
  EXPECT_EQ(formatted("%d|%5d|%-5d|%05d|%+d|%x|%X|%o|%b", {42, 42, 42, -42, 42, 255, 255, 8, 5}),
            "42|   42|42   |-0042|+42|ff|FF|10|101");
  EXPECT_EQ(formatted("%#x %#o %O %.4d %.0d|", {255, 8, 8, 7, 0}), "0xff 010 0o10 0007 |");
  EXPECT_EQ(formatted("%c%c %U %#U %q", {0x48, 0xe9, 0x20ac, 0x41, 0x78}),
            "H\xC3\xA9 U+20AC U+0041 'A' 'x'");
  EXPECT_EQ(formatted("%d", {std::numeric_limits<std::int64_t>::min()}), "-9223372036854775808");
}

TEST(Printf, FormatsTexts) {
  EXPECT_EQ(
      formatted("%s|%5s|%-5s|%.2s|%q|%x|% X", {"a", "a", "a", "h\xC3\xA9llo", "a\"b", "hi", "hi"}),
      "a|    a|a    |h\xC3\xA9|\"a\\\"b\"|6869|68 69");
  EXPECT_EQ(formatted("%#q %#q", {"a\"b", "a`b"}), "`a\"b` \"a`b\"");
  EXPECT_EQ(formatted("%4s|", {"\xC3\xA9"}), "   \xC3\xA9|") << "counts characters, not bytes";
}

TEST(Printf, FormatsEverythingElse) {
  EXPECT_EQ(formatted("%t %v %T %T %v", {true, false, 1.5, "x", Value()}),
            "true false float64 string <nil>");
  EXPECT_EQ(formatted("%v %s", {List{{1, 2}}, List{{"a", "b"}}}), "[1 2] [a b]");
  EXPECT_EQ(formatted("%v", {Map{{{"a", 1.5}}}}), "map[a:1.5]");
  EXPECT_EQ(formatted("%s", {time_value(core::Instant(core::Duration(1500)))}),
            "1970-01-01 00:00:01.5 +0000 UTC");
  EXPECT_EQ(formatted("100%%", {}), "100%");
}

TEST(Printf, ComplainsAsGoDoes) {
  EXPECT_EQ(formatted("%.2f", {5}), "%!f(int=05)") << "as %.2v would print it";
  EXPECT_EQ(formatted("%d", {12.5}), "%!d(float64=12.5)");
  EXPECT_EQ(formatted("%s", {NAN}), "%!s(float64=NaN)");
  EXPECT_EQ(formatted("%f", {"x"}), "%!f(string=x)");
  EXPECT_EQ(formatted("%d", {Value()}), "%!d(<nil>)");
  EXPECT_EQ(formatted("%d %d", {1}), "1 %!d(MISSING)");
  EXPECT_EQ(formatted("%d", {1, 2, "x", Value()}), "1%!(EXTRA int=2, string=x, <nil>)");
  EXPECT_EQ(formatted("%", {}), "%!(NOVERB)");
  EXPECT_EQ(formatted("%z", {1}), "%!z(int=1)");
}

TEST(Printf, TakesWidthsAndArgumentsByNumber) {
  EXPECT_EQ(formatted("%*d|%-*d|%.*f", {4, 7, 4, 7, 1, 2.55}), "   7|7   |2.5");
  EXPECT_EQ(formatted("%[2]d %[1]d", {1, 2}), "2 1");
  EXPECT_EQ(formatted("%[3]d", {1, 2}), "%!d(BADINDEX)");
  EXPECT_EQ(formatted("%*d", {"x", 7}), "%!(BADWIDTH)7");
  EXPECT_EQ(formatted("%*d", {-4, 7}), "7   ");
}

TEST(Printf, DoesNotFillTheMemory) {
  EXPECT_EQ(formatted("%1000000000d", {1}), "%!(BADWIDTH)1");
  std::string format;
  for (int i = 0; i < 1000; ++i) format += "%9999[1]d";
  EXPECT_LT(formatted(format, {1}).size(), kMostText + 20'000);
}

}  // namespace
}  // namespace silicon::templates
