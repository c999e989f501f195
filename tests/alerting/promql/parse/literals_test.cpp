#include "alerting/promql/parse/literals.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace silicon::promql {
namespace {

TEST(NumberValue, ReadsEveryNotation) {
  EXPECT_EQ(number_value("42"), 42);
  EXPECT_EQ(number_value(".5"), 0.5);
  EXPECT_EQ(number_value("1.5e3"), 1500);
  EXPECT_EQ(number_value("0x1F"), 31);
  EXPECT_EQ(number_value("017"), 15);
  EXPECT_EQ(number_value("08"), 8) << "no octal number, so a decimal one";
  EXPECT_EQ(number_value("1_000_000"), 1e6);
  EXPECT_EQ(number_value("Inf"), INFINITY);
  EXPECT_TRUE(std::isnan(number_value("nAn").value_or(0)));
  EXPECT_EQ(number_value("0x"), std::nullopt);
  EXPECT_EQ(number_value("five"), std::nullopt);
}

// What Prometheus 3.5.3 says to each.
TEST(MisspeltLength, EndsWherePrometheusGivesUp) {
  for (const char* whole : {"1e", "1_", "1__", "1.5.", "1e5e", "3mm", "3m_", "1m1"}) {
    EXPECT_EQ(misspelt_length(whole), std::string_view(whole).size()) << whole;
  }
  EXPECT_EQ(misspelt_length("5x6"), 1U);
  EXPECT_EQ(misspelt_length("12abc"), 2U);
  EXPECT_EQ(misspelt_length("0xg"), 2U);
  EXPECT_EQ(misspelt_length("1.2.3"), 4U);
  EXPECT_EQ(misspelt_length("1__2"), 3U);
  EXPECT_EQ(misspelt_length("1.5sum"), 5U);
}

TEST(DurationSeconds, ReadsPrometheusDurations) {
  EXPECT_DOUBLE_EQ(duration_seconds("1h30m").value_or(0), 5400);
  EXPECT_DOUBLE_EQ(duration_seconds("1s500ms").value_or(0), 1.5);
  const auto wrong = duration_seconds("1m1h");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message(), "not a valid duration string: \"1m1h\"");
}

TEST(Unquoted, ResolvesEscapes) {
  EXPECT_EQ(unquoted(R"("a\tb\n\\\"c\"")").value_or(""), "a\tb\n\\\"c\"");
  EXPECT_EQ(unquoted(R"('it\'s "so"')").value_or(""), "it's \"so\"");
  EXPECT_EQ(unquoted(R"("\x41\101\u00e9\U0001f600")").value_or(""), "AA\u00e9\U0001f600");
  EXPECT_EQ(unquoted("`\\n stays`").value_or(""), "\\n stays");
  EXPECT_EQ(unquoted("\"\"").value_or("x"), "");
}

TEST(Unquoted, RefusesWhatGoRefuses) {
  for (const char* text :
       {R"("\q")", R"("\'")", R"('\"')", R"("\x4")", R"("\400")", R"("\u12")", R"("\ud800")",
        R"("\U00110000")", "\"", "\"a", R"("\")", "'a\"", "\"a\nb\"", "`a`b`"}) {
    EXPECT_FALSE(unquoted(text)) << text;
  }
}

}  // namespace
}  // namespace silicon::promql
