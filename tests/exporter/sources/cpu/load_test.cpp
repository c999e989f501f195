#include "exporter/sources/cpu/load.hpp"

#include <gtest/gtest.h>

namespace silicon::cpu {
namespace {

TEST(LoadAverage, IsTheFirstThreeFieldsOfTheKernelsLine) {
  const auto load = parse_load_average("0.21 0.37 10.39 1/719 19737\n");
  ASSERT_TRUE(load.ok());
  EXPECT_EQ(load->one_minute, 0.21);
  EXPECT_EQ(load->five_minutes, 0.37);
  EXPECT_EQ(load->fifteen_minutes, 10.39);
}

TEST(LoadAverage, RefusesTextThatIsNotThreeLoads) {
  for (const char* text : {"", "\n", "0.21", "0.21 0.37", "0.21 0.37\n0.39", "a b c", "nan nan nan",
                           "-1 0 0", "0.1 inf 0.2", "0.1,0.2,0.3"}) {
    const auto load = parse_load_average(text);
    ASSERT_FALSE(load.ok()) << text;
    EXPECT_EQ(load.error().kind(), core::ErrorKind::invalid);
  }
  EXPECT_EQ(parse_load_average("tot al garbage").error().message(),
            "expected three load averages, found \"tot al garbage\"");
}

TEST(LoadAverage, QuotesOnlyTheBeginningOfHugeGarbage) {
  EXPECT_LT(parse_load_average(std::string(1'000'000, 'x')).error().message().size(), 100U);
}

TEST(LoadAverage, BecomesOneGaugePerWindow) {
  const core::Families families =
      load_families({.one_minute = 1, .five_minutes = 2.5, .fifteen_minutes = 3});
  ASSERT_EQ(families.size(), 1U);
  EXPECT_EQ(families[0].name, "silicon_load_average");
  EXPECT_EQ(families[0].type, core::MetricType::gauge);
  ASSERT_EQ(families[0].samples.size(), 3U);
  EXPECT_EQ(families[0].samples[1].labels, (core::Labels{{"window", "5m"}}));
  EXPECT_EQ(families[0].samples[1].value, 2.5);
}

}  // namespace
}  // namespace silicon::cpu
