#include "alerting/api/answer/spelling.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace silicon::api {
namespace {

core::Instant at(std::int64_t milliseconds) {
  return core::Instant(core::Duration(milliseconds));
}

TEST(SecondsText, HasThreeDecimalsOrNone) {
  EXPECT_EQ(seconds_text(at(1'435'781'451'781)), "1435781451.781");
  EXPECT_EQ(seconds_text(at(1'435'781'451'000)), "1435781451");
  EXPECT_EQ(seconds_text(at(1'007)), "1.007");
  EXPECT_EQ(seconds_text(at(1'500)), "1.500");
  EXPECT_EQ(seconds_text(at(-1'500)), "-1.500");
  EXPECT_EQ(seconds_text(at(-5)), "-0.005");
}

TEST(ShortSecondsText, HasNoTrailingZeros) {
  EXPECT_EQ(short_seconds_text(at(1'500)), "1.5");
  EXPECT_EQ(short_seconds_text(at(100'000)), "100");
}

// Each pair is what Prometheus answers.
TEST(ValueText, IsPlainUnlessVeryLargeOrSmall) {
  EXPECT_EQ(value_text(0), "0");
  EXPECT_EQ(value_text(1e6), "1000000");
  EXPECT_EQ(value_text(123456789012345678.0), "123456789012345680");
  EXPECT_EQ(value_text(1e20), "100000000000000000000");
  EXPECT_EQ(value_text(1e21), "1e+21");
  EXPECT_EQ(value_text(-2.5e22), "-2.5e+22");
  EXPECT_EQ(value_text(0.000001), "0.000001");
  EXPECT_EQ(value_text(0.0000001), "1e-07");
  EXPECT_EQ(value_text(0.1), "0.1");
  EXPECT_EQ(value_text(std::numeric_limits<double>::infinity()), "+Inf");
  EXPECT_EQ(value_text(-std::numeric_limits<double>::infinity()), "-Inf");
  EXPECT_EQ(value_text(std::numeric_limits<double>::quiet_NaN()), "NaN");
}

TEST(ScientificText, AlwaysHasAnExponent) {
  EXPECT_EQ(scientific_text(1), "1e+00");
  EXPECT_EQ(scientific_text(0), "0e+00");
  EXPECT_EQ(scientific_text(0.125), "1.25e-01");
  EXPECT_EQ(scientific_text(1e100), "1e+100");
  EXPECT_EQ(scientific_text(std::numeric_limits<double>::infinity()), "+Inf");
}

TEST(TimeText, OfNeverIsGosZeroTime) {
  EXPECT_EQ(time_text(std::nullopt), "0001-01-01T00:00:00Z");
  EXPECT_EQ(time_text(at(1'700'000'000'500)), "2023-11-14T22:13:20.5Z");
}

TEST(MillisecondText, HasThreeDigitsBehindThePoint) {
  EXPECT_EQ(millisecond_text(at(1'700'000'000'000)), "2023-11-14T22:13:20.000Z");
  EXPECT_EQ(millisecond_text(at(1'700'000'000'500)), "2023-11-14T22:13:20.500Z");
  EXPECT_EQ(millisecond_text(at(1'700'000'000'057)), "2023-11-14T22:13:20.057Z");
}

}  // namespace
}  // namespace silicon::api
