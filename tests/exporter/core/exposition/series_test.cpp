#include "exporter/core/exposition/series.hpp"

#include <gtest/gtest.h>

#include <string>

#include "exporter/core/numbers.hpp"

namespace silicon::core {
namespace {

constexpr auto kText = ExpositionFormat::text;
constexpr auto kOpenMetrics = ExpositionFormat::openmetrics;

// The series in one word: NAME, then [label=value] each; or the error.
std::string parsed(std::string_view text, ExpositionFormat format,
                   const ExpositionLimits& limits = {}) {
  const Result<Series> series = parse_series(text, format, limits);
  if (!series) return "error: " + series.error().message();
  std::string result = series->name;
  for (const LabelView label : series->labels) {
    result.append("[").append(label.name).append("=").append(label.value).append("]");
  }
  return result;
}

std::string exemplar(std::string_view text) {
  const Result<Exemplar> result = parse_exemplar(text);
  if (!result) return "error: " + result.error().message();
  std::string line;
  for (const LabelView label : result->labels) {
    line.append("[").append(label.name).append("=").append(label.value).append("]");
  }
  line += " " + format_double(result->value);
  if (result->unix_seconds) line += " @" + format_double(*result->unix_seconds);
  return line;
}

bool refused(std::string_view text, ExpositionFormat format) {
  return !parse_series(text, format);
}

TEST(ParseSeries, TellsTheLabelsThatWereGivenWithoutAValue) {
  const Result<Series> series = parse_series("up{a=\"1\",instance=\"\",z=\"\"}", kText);
  ASSERT_TRUE(series);
  EXPECT_EQ(series->labels, (Labels{{"a", "1"}}));
  EXPECT_EQ(series->empty_labels, (std::vector<std::string>{"instance", "z"}));
}

TEST(Names, OfMetricsMayHaveColonsAndThoseOfLabelsMayNot) {
  EXPECT_TRUE(is_metric_name("job:a_B1:rate5m"));
  EXPECT_FALSE(is_label_name("a:b"));
  EXPECT_TRUE(is_label_name("_a1"));
  for (const char* name : {"", "1a", "a-b", "a.b", "a b", "caf\xC3\xA9"}) {
    EXPECT_FALSE(is_metric_name(name)) << name;
    EXPECT_FALSE(is_label_name(name)) << name;
  }
}

TEST(ParseSeries, TakesNamesWithAndWithoutLabels) {
  for (const auto format : {kText, kOpenMetrics}) {
    EXPECT_EQ(parsed("up", format), "up");
    EXPECT_EQ(parsed("up{}", format), "up");
    EXPECT_EQ(parsed("a:b{c=\"d\"}", format), "a:b[c=d]");
    EXPECT_EQ(parsed("a{x=\"1\",b=\"2\"}", format), "a[b=2][x=1]");
  }
}

TEST(ParseSeries, KeepsWhateverStandsInQuotes) {
  for (const auto format : {kText, kOpenMetrics}) {
    EXPECT_EQ(parsed("a{b=\"} # {x=,\"}", format), "a[b=} # {x=,]");
    EXPECT_EQ(parsed("a{b=\"caf\xC3\xA9\"}", format), "a[b=caf\xC3\xA9]");
    EXPECT_EQ(parsed(std::string("a{b=\"x\0y\"}", 10), format), std::string("a[b=x\0y]", 8));
  }
}

TEST(ParseSeries, ReplacesEscapesAndLeavesOtherBackslashesAlone) {
  for (const auto format : {kText, kOpenMetrics}) {
    EXPECT_EQ(parsed(R"(a{b="\"q\""})", format), "a[b=\"q\"]");
    EXPECT_EQ(parsed(R"(a{b="x\ny"})", format), "a[b=x\ny]");
    EXPECT_EQ(parsed(R"(a{b="C:\\dir"})", format), "a[b=C:\\dir]");
    EXPECT_EQ(parsed(R"(a{b="\\n"})", format), "a[b=\\n]");
    EXPECT_EQ(parsed(R"(a{b="\z\t"})", format), "a[b=\\z\\t]");
  }
}

TEST(ParseSeries, TreatsAnEmptyValueAsNoLabel) {
  EXPECT_EQ(parsed("a{b=\"\"}", kOpenMetrics), "a");
}

TEST(ParseSeries, TakesNamesBeyondAsciiInQuotes) {
  for (const auto format : {kText, kOpenMetrics}) {
    EXPECT_EQ(parsed("{\"my.metric\"}", format), "my.metric");
    EXPECT_EQ(parsed("{\"my.metric\",a=\"b\"}", format), "my.metric[a=b]");
    EXPECT_EQ(parsed("{a=\"b\",\"my.metric\"}", format), "my.metric[a=b]");
    EXPECT_EQ(parsed("a{\"host.name\"=\"b\"}", format), "a[host.name=b]");
    EXPECT_EQ(parsed(R"({"a\"b"})", format), "a\"b");
  }
}

TEST(ParseSeries, TakesBlanksAndLooseCommasInTextOnly) {
  for (const char* text : {"a {b=\"c\"}", "a{ b=\"c\"}", "a{b =\"c\"}", "a{b= \"c\"}",
                           "a{b=\"c\" }", "a{b=\"c\",}", "a{b=\"c\", }", "a\t{\tb=\"c\"\t}"}) {
    EXPECT_EQ(parsed(text, kText), "a[b=c]") << text;
    EXPECT_TRUE(refused(text, kOpenMetrics)) << text;
  }
  EXPECT_EQ(parsed("a{b=\"c\" d=\"e\"}", kText), "a[b=c][d=e]");
  EXPECT_EQ(parsed("a{b=\"c\"d=\"e\"}", kText), "a[b=c][d=e]");
  EXPECT_TRUE(refused("a{b=\"c\"d=\"e\"}", kOpenMetrics));
}

TEST(ParseSeries, RefusesMalformedSeriesInBothFormats) {
  for (const char* text : {"",
                           "{}",
                           "0a",
                           "a.b",
                           "a-b",
                           "a{",
                           "a{b",
                           "a{b}",
                           "a{b=",
                           "a{b=}",
                           "a{b=c}",
                           "a{b='c'}",
                           "a{b=\"c}",
                           "a{b=\"c\"",
                           "a{b=\"c\\\"}",
                           "a{1=\"c\"}",
                           "a{a:b=\"c\"}",
                           "a{=\"c\"}",
                           "a{,}",
                           "a{,b=\"c\"}",
                           "a{b=\"c\",,d=\"e\"}",
                           "a{b=\"c\"}}",
                           "a{b=\"c\"}x",
                           "a{{b=\"c\"}",
                           "a}",
                           "{b=\"c\"}",
                           "a{\"\"=\"c\"}",
                           "{\"\"}",
                           "a{b\"c\"}",
                           "a{b==\"c\"}",
                           "\xFF",
                           "a{b=\"\xFF\"}",
                           "a{\"\xC3\"=\"b\"}"}) {
    EXPECT_TRUE(refused(text, kText)) << text;
    EXPECT_TRUE(refused(text, kOpenMetrics)) << text;
  }
}

TEST(ParseSeries, RefusesANameOrLabelGivenTwice) {
  for (const char* text : {"a{b=\"1\",b=\"1\"}", "a{b=\"\",b=\"1\"}", "a{b=\"1\",\"b\"=\"1\"}",
                           "a{\"c\"}", "{\"a\",\"c\"}", "a{__name__=\"c\"}"}) {
    EXPECT_TRUE(refused(text, kText)) << text;
    EXPECT_TRUE(refused(text, kOpenMetrics)) << text;
  }
}

TEST(ParseSeries, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(parsed("a{b=c}", kText), "error: expected '\"' at column 5 of \"a{b=c}\"");
  EXPECT_EQ(parsed("a{b=\"1\",b=\"2\"}", kText),
            "error: the label b is given twice at column 14 of \"a{b=\"1\",b=\"2\"}\"");
  EXPECT_EQ(parsed("a.b", kText), "error: expected '{' at column 2 of \"a.b\"");
}

TEST(ParseSeries, KeepsToItsLimits) {
  ExpositionLimits limits;
  limits.labels = 2;
  limits.name_bytes = 3;
  limits.value_bytes = 4;
  EXPECT_EQ(parsed("abc{def=\"1234\",ghi=\"\"}", kText, limits), "abc[def=1234]");
  for (const char* text : {"abcd", "{\"abcd\"}", "a{abcd=\"\"}", "a{\"abcd\"=\"\"}",
                           "a{b=\"12345\"}", "a{b=\"1\",c=\"2\",d=\"3\"}"}) {
    EXPECT_FALSE(parse_series(text, kText, limits)) << text;
  }
}

TEST(ParseExemplar, TakesLabelsValueAndTimestamp) {
  EXPECT_EQ(exemplar("{trace_id=\"x\",span=\"y\"} 0.5 1700000000.25"),
            "[span=y][trace_id=x] 0.5 @1700000000.25");
  EXPECT_EQ(exemplar("{} 4"), " 4");
  EXPECT_EQ(exemplar("{a=\" # {b}\"} -Inf"), "[a= # {b}] -Inf");
}

TEST(ParseExemplar, RefusesMalformedOnes) {
  for (const char* text : {"",
                           "{",
                           "{}",
                           "{} ",
                           "{}1",
                           "{}  1",
                           "{} 1 ",
                           "{} 1 1 ",
                           "{} 1  1",
                           "{} x",
                           "{} 1 x",
                           "{} 0x1p-3",
                           "{} 1 0x1p-3",
                           "{} 1 NaN",
                           "{} 1 +Inf",
                           "{} 1 -Inf",
                           "id=\"a\"} 1",
                           "a{} 1",
                           "{\"a\"} 1",
                           "{a=\"b\",} 1",
                           "{a=\"b\" } 1",
                           "{a=\"b\",a=\"c\"} 1",
                           "{a=\"\xFF\"} 1"}) {
    EXPECT_FALSE(parse_exemplar(text)) << text;
  }
}

TEST(ParseExemplar, AllowsOneHundredAndTwentyEightCharactersOfLabels) {
  EXPECT_TRUE(parse_exemplar("{a=\"" + std::string(127, 'x') + "\"} 1"));
  EXPECT_FALSE(parse_exemplar("{a=\"" + std::string(128, 'x') + "\"} 1"));
  std::string snowmen;
  for (int i = 0; i < 127; ++i) snowmen += "\xE2\x98\x83";
  EXPECT_TRUE(parse_exemplar("{a=\"" + snowmen + "\"} 1"));
  EXPECT_FALSE(parse_exemplar("{a=\"" + snowmen + "\xE2\x98\x83\"} 1"));
}

TEST(SeriesLength, EndsAtTheBlankOrBehindTheLabelSet) {
  EXPECT_EQ(series_length("up 1"), 2U);
  EXPECT_EQ(series_length("up"), 2U);
  EXPECT_EQ(series_length("up{} 1"), 4U);
  EXPECT_EQ(series_length("up {a=\"b\"} 1"), 10U);
  EXPECT_EQ(series_length("a{b=\"} \\\" } \"} 1 # {c=\"}\"} 2"), 14U);
  EXPECT_EQ(series_length("{\"a b\"} 1"), 7U);
  EXPECT_EQ(series_length("up \t"), 2U);
}

TEST(SeriesLength, IsNoneWhereTheLabelSetDoesNotEnd) {
  EXPECT_EQ(series_length("a{b=\"c\""), std::string_view::npos);
  EXPECT_EQ(series_length("a{b=\"} 1"), std::string_view::npos);
}

TEST(Unescaped, LeavesQuotesEscapedWhereTheFormatDoes) {
  EXPECT_EQ(unescaped(R"(a\\b\nc\"d)", false), "a\\b\nc\\\"d");
  EXPECT_EQ(unescaped(R"(a\\b\nc\"d)", true), "a\\b\nc\"d");
  EXPECT_EQ(unescaped("ends in \\", true), "ends in \\");
}

}  // namespace
}  // namespace silicon::core
