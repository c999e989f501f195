#include "alerting/template/functions/humanize.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "alerting/template/functions/time_values.hpp"

namespace silicon::templates {
namespace {

TEST(Humanize, UsesDecimalPrefixes) {
  EXPECT_EQ(humanize(0), "0");
  EXPECT_EQ(humanize(12.345), "12.35");
  EXPECT_EQ(humanize(1234567), "1.235M");
  EXPECT_EQ(humanize(0.0012), "1.2m");
  EXPECT_EQ(humanize(-1500), "-1.5k");
  EXPECT_EQ(humanize(1e30), "1e+06Y");
  EXPECT_EQ(humanize(INFINITY), "+Inf");
  EXPECT_EQ(humanize(NAN), "NaN");
}

TEST(Humanize, UsesBinaryPrefixes) {
  EXPECT_EQ(humanize_1024(1048576), "1Mi");
  EXPECT_EQ(humanize_1024(1536), "1.5ki");
  EXPECT_EQ(humanize_1024(0.5), "0.5");
  EXPECT_EQ(humanize_1024(-2048), "-2ki");
}

TEST(Humanize, TellsDurations) {
  EXPECT_EQ(humanize_duration(0), "0s");
  EXPECT_EQ(humanize_duration(12.3456), "12.35s");
  EXPECT_EQ(humanize_duration(135.3563), "2m 15s");
  EXPECT_EQ(humanize_duration(3661), "1h 1m 1s");
  EXPECT_EQ(humanize_duration(-90061), "-1d 1h 1m 1s");
  EXPECT_EQ(humanize_duration(0.0123), "12.3ms");
  EXPECT_EQ(humanize_duration(INFINITY), "+Inf");
  // What Go's conversion makes of a number that does not fit.
  EXPECT_EQ(humanize_duration(1e21), "-106751991167300d -15h -30m -8s");
}

TEST(Humanize, TellsPercentages) {
  EXPECT_EQ(humanize_percentage(0.959), "95.9%");
  EXPECT_EQ(humanize_percentage(12.345), "1234%");
  EXPECT_EQ(humanize_percentage(-INFINITY), "-Inf%");
}

TEST(ToNumber, TakesNumbersAndTextsThatAreNumbers) {
  EXPECT_EQ(*to_number(2.5), 2.5);
  EXPECT_EQ(*to_number(7), 7);
  EXPECT_EQ(*to_number("0.5"), 0.5);
  EXPECT_EQ(*to_number(duration_value(90)), 90);
  EXPECT_EQ(to_number("x").error().message(), "strconv.ParseFloat: parsing \"x\": invalid syntax");
  EXPECT_EQ(to_number(true).error().message(), "can't convert bool to float");
}

}  // namespace
}  // namespace silicon::templates
