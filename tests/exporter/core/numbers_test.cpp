#include "exporter/core/numbers.hpp"

#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string_view>

namespace silicon::core {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(ParseDouble, ReadsDecimalAndExponentNotation) {
  EXPECT_EQ(parse_double("0"), 0.0);
  EXPECT_EQ(parse_double("-12.5"), -12.5);
  EXPECT_EQ(parse_double("+1e3"), 1000.0);
  EXPECT_EQ(parse_double(".5"), 0.5);
  EXPECT_EQ(parse_double("1."), 1.0);
  EXPECT_TRUE(std::signbit(*parse_double("-0")));
}

TEST(ParseDouble, ReadsInfinitiesAndNotANumberInAnyCase) {
  EXPECT_EQ(parse_double("+Inf"), kInfinity);
  EXPECT_EQ(parse_double("inf"), kInfinity);
  EXPECT_EQ(parse_double("-infinity"), -kInfinity);
  EXPECT_TRUE(std::isnan(*parse_double("NaN")));
  EXPECT_TRUE(std::isnan(*parse_double("nan")));
}

TEST(ParseDouble, TakesWhatIsOutOfRangeAsInfinityOrZero) {
  EXPECT_EQ(parse_double("1e999"), kInfinity);
  EXPECT_EQ(parse_double("-1e999"), -kInfinity);
  EXPECT_EQ(parse_double("1e-999"), 0.0);
}

TEST(ParseDouble, RefusesEverythingElse) {
  for (const char* text : {"", "+", "-", "--1", "+-1", " 1", "1 ", "1x", "0x10", "1_000", "1e",
                           "e5", ".", "1,5", "infx", "nano", "nan(1)", "1.2.3", "0x1p-3"}) {
    EXPECT_FALSE(parse_double(text)) << '"' << text << '"';
  }
}

TEST(FormatDouble, WritesTheShortestTextThatReadsBackTheSame) {
  EXPECT_EQ(format_double(1), "1");
  EXPECT_EQ(format_double(0.1), "0.1");
  EXPECT_EQ(format_double(-0.0), "-0");
  EXPECT_EQ(format_double(1e21), "1e+21");
  EXPECT_EQ(format_double(1000000000000000.4), "1000000000000000.4");
  for (const double value : {0.1 + 0.2, 5e-324, 1.7976931348623157e308, 123456789.123456789}) {
    EXPECT_EQ(parse_double(format_double(value)), value);
  }
}

TEST(FormatDouble, WritesDecimalsAsTheSearchForTheFewestDigitsWould) {
  std::mt19937_64 random(20240229);
  std::uniform_int_distribution<std::int64_t> thousandths(-999'999'999'999'999,
                                                          999'999'999'999'999);
  for (int i = 0; i < 20'000; ++i) {
    // Of every length, in thousandths and between them.
    const std::int64_t whole = thousandths(random) >> (i % 50);
    const double value = static_cast<double>(whole) / (i % 3 == 0 ? 1000 : 1024);
    if (value == 0) continue;
    std::array<char, 32> searched{};
    const char* const end =
        std::to_chars(searched.data(), searched.data() + searched.size(), value).ptr;
    const std::string_view fewest(searched.data(), static_cast<std::size_t>(end - searched.data()));
    if (fewest.find('e') != std::string_view::npos) continue;
    EXPECT_EQ(format_double(value), fewest);
  }
}

TEST(FormatDouble, WritesTheNeighboursOfADecimalInFull) {
  for (const double decimal : {0.001, -0.5, 1.25, 1234.56, 999999999.999}) {
    for (const double towards : {-kInfinity, kInfinity}) {
      const double neighbour = std::nextafter(decimal, towards);
      EXPECT_NE(format_double(neighbour), format_double(decimal));
      EXPECT_EQ(parse_double(format_double(neighbour)), neighbour);
    }
  }
  EXPECT_EQ(format_double(-0.5), "-0.5");
  EXPECT_EQ(format_double(0.001), "0.001");
  EXPECT_EQ(format_double(-1234.05), "-1234.05");
  EXPECT_EQ(format_double(0.0001), "1e-04");
}

TEST(FormatDouble, WritesWholeNumbersWithoutAnExponent) {
  EXPECT_EQ(format_double(100000), "100000");
  EXPECT_EQ(format_double(-17179869184.0), "-17179869184");
  EXPECT_EQ(format_double(999999999999999.0), "999999999999999");
  EXPECT_EQ(parse_double(format_double(1e15)), 1e15);
}

TEST(FormatBound, WritesBoundsAsOpenMetricsAndPrometheusDo) {
  EXPECT_EQ(format_bound(1), "1.0");
  EXPECT_EQ(format_bound(-1), "-1.0");
  EXPECT_EQ(format_bound(0), "0.0");
  EXPECT_EQ(format_bound(-0.0), "0.0");
  EXPECT_EQ(format_bound(0.25), "0.25");
  EXPECT_EQ(format_bound(0.0001), "0.0001");
  EXPECT_EQ(format_bound(0.00001), "1e-05");
  EXPECT_EQ(format_bound(100000), "100000.0");
  EXPECT_EQ(format_bound(999999.5), "999999.5");
  EXPECT_EQ(format_bound(1e6), "1e+06");
  EXPECT_EQ(format_bound(1234567), "1.234567e+06");
  EXPECT_EQ(format_bound(1e100), "1e+100");
  EXPECT_EQ(format_bound(kInfinity), "+Inf");
  EXPECT_EQ(format_bound(-kInfinity), "-Inf");
}

TEST(FormatDouble, WritesInfinitiesAndNotANumberAsPrometheusDoes) {
  EXPECT_EQ(format_double(kInfinity), "+Inf");
  EXPECT_EQ(format_double(-kInfinity), "-Inf");
  EXPECT_EQ(format_double(std::nan("")), "NaN");
  EXPECT_EQ(format_double(-std::nan("")), "NaN");
}

TEST(ParseUnsigned, ReadsWholeNumbersThatFit) {
  EXPECT_EQ(parse_unsigned("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
  EXPECT_FALSE(parse_unsigned("18446744073709551616"));
  EXPECT_FALSE(parse_unsigned("-1"));
  EXPECT_FALSE(parse_unsigned("1 "));
  EXPECT_FALSE(parse_unsigned(""));
}

TEST(ParseSigned, ReadsWholeNumbersThatFit) {
  EXPECT_EQ(parse_signed("-40000"), -40000);
  EXPECT_FALSE(parse_signed("9223372036854775808"));
}

TEST(ParseHexadecimal, TakesAnOptionalPrefix) {
  EXPECT_EQ(parse_hexadecimal("0x1f"), 31U);
  EXPECT_EQ(parse_hexadecimal("1F"), 31U);
  EXPECT_FALSE(parse_hexadecimal("0x"));
  EXPECT_FALSE(parse_hexadecimal("xyz"));
}

}  // namespace
}  // namespace silicon::core
