#include "alerting/promql/notation/series_notation.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "alerting/series/chunks/point.hpp"

namespace silicon::promql {
namespace {

// Omitted values as "_".
std::string values(const std::string& text) {
  const auto sequence = parse_sequence(text);
  if (!sequence) return "error: " + sequence.error().message();
  std::string out;
  for (const SequenceValue& value : *sequence) {
    if (!out.empty()) out += ' ';
    if (value.kind == SequenceValue::Kind::omitted) out += '_';
    if (value.kind == SequenceValue::Kind::histogram) out += "hist";
    if (value.kind != SequenceValue::Kind::number) continue;
    out += chunks::is_stale(value.value) ? "stale" : std::to_string(value.value).substr(0, 4);
  }
  return out;
}

TEST(ParseSequence, ExpandsRepetitions) {
  EXPECT_EQ(values("1 2.5 -3"), "1.00 2.50 -3.0");
  EXPECT_EQ(values("7x2"), "7.00 7.00 7.00") << "the value and two more";
  EXPECT_EQ(values("1+2x3"), "1.00 3.00 5.00 7.00");
  EXPECT_EQ(values("1-2x2"), "1.00 -1.0 -3.0");
  EXPECT_EQ(values("-1-1x1"), "-1.0 -2.0");
  EXPECT_EQ(values("1e+1-1e0x1"), "10.0 9.00");
  EXPECT_EQ(values("0x3"), "0.00 0.00 0.00 0.00") << "a repetition, not a hexadecimal number";
}

TEST(ParseSequence, KnowsGapsAndMarkers) {
  EXPECT_EQ(values("_ 1 _x3 stale stalex1"), "_ 1.00 _ _ _ stale stale stale");
  EXPECT_EQ(values("Inf -inf +Inf"), "inf -inf inf");
  EXPECT_EQ(values("NaN"), "nan");
  EXPECT_EQ(values("5m"), "300.");
}

TEST(ParseSequence, RecognizesNativeHistograms) {
  EXPECT_EQ(values("1 {{schema:1 sum:-2}} {{}}x1 {{sum:1}}+{{sum:2}}x2"),
            "1.00 hist hist hist hist hist hist");
}

TEST(ParseSequence, NamesWhatItCannotRead) {
  EXPECT_EQ(values("1 two"), "error: \"two\": expected a number, \"stale\" or \"_\"");
  EXPECT_EQ(values("1x"), "error: \"1x\": expected a number of repetitions behind \"x\"");
  EXPECT_EQ(values("1+1"), "error: \"1+1\": expected START+STEPxTIMES");
  EXPECT_EQ(values("1x99999999999"), "error: \"1x99999999999\": more than 1000000 values");
}

TEST(ParseMetric, ReadsLabelsAndQuotedNames) {
  EXPECT_EQ(*parse_metric("up{job=\"a b\", x='}',}"),
            (core::Labels{{"__name__", "up"}, {"job", "a b"}, {"x", "}"}}));
  EXPECT_EQ(*parse_metric("{\"disk.free\", \"a.b\"=\"c\"}"),
            (core::Labels{{"__name__", "disk.free"}, {"a.b", "c"}}));
  EXPECT_EQ(*parse_metric("{}"), core::Labels());
  for (const char* text : {"up{a}", "up{a=b}", "up{a=\"b\" c=\"d\"}", "up 1", "up{=\"a\"}"}) {
    EXPECT_FALSE(parse_metric(text)) << text;
  }
}

TEST(ParseSeriesDescription, SplitsMetricAndValues) {
  const auto series = parse_series_description("  up {a=\"x y\"}  1 2 ");
  ASSERT_TRUE(series) << series.error().message();
  EXPECT_EQ(series->labels.get("a"), "x y");
  EXPECT_EQ(series->values.size(), 2U);
  EXPECT_EQ(parse_series_description("up")->values.size(), 0U);
  EXPECT_EQ(parse_series_description("up {{sum:1}}")->values.size(), 1U);
  EXPECT_FALSE(parse_series_description("up{a=\"b\"} x"));
}

}  // namespace
}  // namespace silicon::promql
