// The rules of a page of OpenMetrics, and what text 0.0.4 takes instead. The rules of samples
// within a family are in check_test.cpp. Each error is checked for its reason, so that no page is
// refused by accident.
#include "exporter/core/exposition/parse.hpp"

#include <gtest/gtest.h>

#include <string>

#include "exporter/core/numbers.hpp"
#include "tests/exporter/core/exposition/openmetrics_pages.hpp"

namespace silicon::core {
namespace {

constexpr auto kText = ExpositionFormat::text;
constexpr auto kOpenMetrics = ExpositionFormat::openmetrics;

// "NAME:TYPE suffix[label=value] 1 ..." of every family, one per line.
std::string described(const Families& families) {
  std::string text;
  for (const Family& family : families) {
    text += family.name + ":" + std::to_string(static_cast<int>(family.type));
    for (const Sample& sample : family.samples) {
      text.append(" ").append(text_of(sample.suffix));
      for (const LabelView label : sample.labels) {
        text.append("[").append(label.name).append("=").append(label.value).append("]");
      }
      text += " " + format_double(sample.value);
      if (sample.unix_seconds) text += "@" + format_double(*sample.unix_seconds);
    }
    text += "\n";
  }
  return text;
}

std::string parsed_text(std::string_view page) {
  const auto families = parse_exposition(page, kText);
  return families ? described(*families) : families.error().message();
}

std::string parsed_openmetrics(std::string_view lines) {
  const auto families = parse_exposition(std::string(lines) + "# EOF\n", kOpenMetrics);
  return families ? described(*families) : families.error().message();
}

// OpenMetrics: what comes out.

TEST(ParseOpenMetrics, GroupsSamplesIntoFamiliesByTheirSuffix) {
  EXPECT_EQ(parsed_openmetrics("# TYPE c counter\nc_total{x=\"1\"} 5\nc_created{x=\"1\"} 9\n"
                               "# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 2\ns_count 3\n"
                               "# TYPE i info\ni_info{v=\"2\"} 1\n"
                               "g 4 1.5\n"),
            "c:1 _total[x=1] 5 _created[x=1] 9\n"
            "s:7 [quantile=0.5] 1 _sum 2 _count 3\n"
            "i:5 _info[v=2] 1\n"
            "g:0  4@1.5\n");
}

TEST(ParseOpenMetrics, KeepsHelpUnitAndExemplars) {
  const auto families = parse_exposition(
      "# HELP a_s one\\ntwo \\\"q\\\" \\\\ \\t\n# TYPE a_s counter\n# UNIT a_s s\n"
      "a_s_total 1 # {id=\"x\"} 0.5 2.5\n# EOF\n",
      kOpenMetrics);
  ASSERT_TRUE(families) << families.error().message();
  const Family& family = families->at(0);
  EXPECT_EQ(family.help, "one\ntwo \"q\" \\ \\t");
  EXPECT_EQ(family.unit, "s");
  const auto& exemplar = family.samples.at(0).exemplar;
  ASSERT_TRUE(exemplar);
  EXPECT_EQ(exemplar->labels, (Labels{{"id", "x"}}));
  EXPECT_EQ(exemplar->value, 0.5);
  EXPECT_EQ(exemplar->unix_seconds, 2.5);
}

TEST(ParseOpenMetrics, TakesMetadataInAnyOrderAndWithoutSamples) {
  expect_parsed({"", "# TYPE a counter\n", "# HELP a x\n# TYPE a counter\n# UNIT a \n",
                 "# UNIT a_s s\n# HELP a_s x\n# TYPE a_s gauge\na_s 1\n", "# HELP a \n# UNIT a \n",
                 "# HELP b x\n# HELP a x\n"});
}

TEST(ParseOpenMetrics, NamesTheLineOfAnError) {
  EXPECT_EQ(error_of("a 1\nb x\n"), "line 2: not a number: \"x\"");
  EXPECT_EQ(error_of("# TYPE a counter\na_total -1\n"),
            "line 2: \"a\": a counter, count or sum cannot be negative");
}

// OpenMetrics: rules of the page.

TEST(ParseOpenMetrics, WantsMetadataOnceAndBeforeTheSamples) {
  expect_refused({{"# HELP a x\n# HELP a x\n", "a second HELP: \"a\""},
                  {"# HELP a \n# HELP a \n", "a second HELP"},
                  {"# TYPE a gauge\n# TYPE a gauge\n", "a second TYPE"},
                  {"# TYPE a info\n# TYPE a counter\n", "a second TYPE"},
                  {"# UNIT a_s s\n# UNIT a_s s\n", "a second UNIT"},
                  {"# HELP a x\na 1\n# TYPE a gauge\n", "metadata behind the samples"},
                  {"# TYPE a gauge\na 1\n# HELP a x\n", "metadata behind the samples"},
                  {"# TYPE a_s gauge\na_s 1\n# UNIT a_s s\n", "metadata behind the samples"},
                  {"a 1\n# TYPE a gauge\n", "metadata behind the samples"},
                  {"# TYPE a untyped\n", "not a metric type"},
                  {"# TYPE a meh\n", "not a metric type"}});
}

TEST(ParseOpenMetrics, WantsEachFamilyInOnePiece) {
  expect_refused(
      {{"# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\n", "claim the name"},
       {"a{x=\"1\"} 1\nb 1\na{x=\"2\"} 1\n", "two families claim the name: \"a\""},
       {"# TYPE h histogram\nh_bucket{le=\"+Inf\"} 0\nx 1\nh_count 0\nh_sum 0\n# HELP h x\n",
        "claim the name"}});
}

TEST(ParseOpenMetrics, RefusesFamiliesWhoseSampleNamesClash) {
  expect_refused(
      {{"# TYPE a_created gauge\n# TYPE a counter\n", "two families claim the name: \"a_created\""},
       {"# TYPE a counter\n# TYPE a_total gauge\n", "two families claim the name: \"a_total\""},
       {"# TYPE a histogram\n# TYPE a_bucket gauge\n", "a_bucket"},
       {"# TYPE a_count gauge\n# TYPE a summary\n", "a_count"},
       {"# TYPE a info\n# TYPE a_info gauge\n", "a_info"},
       {"# TYPE a_gsum gauge\n# TYPE a gaugehistogram\n", "a_gsum"}});
  expect_parsed(
      {"# TYPE a gauge\n# TYPE a_total gauge\n", "# TYPE a histogram\n# TYPE a_total gauge\n"});
}

TEST(ParseOpenMetrics, WantsTheUnitAtTheEndOfTheName) {
  expect_parsed({"# TYPE a_seconds gauge\n# UNIT a_seconds seconds\na_seconds 1\n",
                 "# UNIT a_seconds seconds\n# TYPE a_seconds counter\na_seconds_total 1\n"});
  expect_refused({{"# UNIT a seconds\n", "is not the end of the name"},
                  {"# UNIT aseconds seconds\n", "is not the end of the name"},
                  {"# UNIT seconds seconds\n", "is not the end of the name"},
                  {"# UNIT a_seconds seconds \n", "is not the end of the name"},
                  {"# TYPE a_s info\n# UNIT a_s s\n", "is not allowed for this type"},
                  {"# TYPE a_s stateset\n# UNIT a_s s\n", "is not allowed for this type"}});
}

TEST(ParseOpenMetrics, RefusesMalformedLines) {
  expect_refused({{"\n", "the line is blank"},
                  {"a 1\n\n", "the line is blank"},
                  {"# FOO a x\n", "expected \"# HELP\""},
                  {"#a 1\n", "expected \"# HELP\""},
                  {"a.b 1\n", "expected '{'"},
                  {"0a 1\n", "expected a metric name"},
                  {"a{1=\"1\"} 1\n", "expected a label name"},
                  {"a{b=\"1\",b=\"1\"} 1\n", "the label b is given twice"},
                  {"a{b=\"1\"c=\"2\"} 1\n", "expected ',' or '}'"},
                  {"a{b=\"1\",,c=\"2\"} 1\n", "expected a label name"},
                  {"a{b=\"1\",} 1\n", "expected a label name"},
                  {"a{b='1'} 1\n", "expected '\"'"},
                  {"a{b=\"\xFF\"} 1\n", "not UTF-8"},
                  {"a{b=\" # \"}1\n", "expected a blank and a value"},
                  {"a 1\n# EOF\na 2\n", "expected nothing behind \"# EOF\""}});
}

TEST(ParseOpenMetrics, WantsTheEnd) {
  for (const char* page : {"", "a 1\n", "a 1\n# EO"}) {
    EXPECT_FALSE(parse_exposition(page, kOpenMetrics)) << page;
  }
  EXPECT_TRUE(parse_exposition("a 1\n# EOF", kOpenMetrics));
}

TEST(ParseOpenMetrics, TakesASampleOfAnotherNameAsAFamilyOfItsOwn) {
  EXPECT_EQ(parsed_openmetrics("# TYPE a counter\nb 1\n"), "a:1\nb:0  1\n");
  EXPECT_EQ(parsed_openmetrics("# TYPE a gauge\na_total 1\n"), "a:2\na_total:0  1\n");
  // Not "a": a counter has no sample of the family's own name.
  expect_refused({{"# TYPE a counter\na 1\n", "two families claim the name: \"a\""},
                  {"# TYPE a info\na 2\n", "two families claim the name: \"a\""}});
}

TEST(ParseOpenMetrics, DropsWhatRepeatsASeriesAtTheSameTime) {
  EXPECT_EQ(parsed_openmetrics("# TYPE a gauge\na 1 0\na 2 0\na 3 1\n"), "a:2  1@0  3@1\n");
}

TEST(ParseOpenMetrics, TakesNamesBeyondAscii) {
  EXPECT_EQ(
      parsed_openmetrics("# TYPE \"my.metric\" counter\n{\"my.metric_total\",\"a.b\"=\"c\"} 1\n"),
      "my.metric:1 _total[a.b=c] 1\n");
}

// Text 0.0.4.

TEST(ParseText, GroupsSamplesIntoFamilies) {
  EXPECT_EQ(
      parsed_text("# HELP c_total x\n# TYPE c_total counter\nc_total{x=\"1\"} 5\n"
                  "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 3\n"
                  "h_count 2\n"
                  "# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 2\ns_count 3\n"
                  "g 4 1500\n"),
      "c_total:1 [x=1] 5\n"
      "h:3 _bucket[le=1] 1 _bucket[le=+Inf] 2 _sum 3 _count 2\n"
      "s:7 [quantile=0.5] 1 _sum 2 _count 3\n"
      "g:0  4@1.5\n");
}

TEST(ParseText, TakesLinesInAnyOrder) {
  EXPECT_EQ(parsed_text("a 1\nb 2\n# TYPE a gauge\na{x=\"1\"} 3\n# TYPE a counter\n"),
            "a:1  1 [x=1] 3\nb:0  2\n");
  EXPECT_EQ(parsed_text("h_count 1\n# TYPE h histogram\nh_sum 2\nh_count{x=\"1\"} 3\n"),
            "h_count:0  1 [x=1] 3\nh:3 _sum 2\n");
}

TEST(ParseText, GivesASampleToTheFamilyOfItsVeryName) {
  EXPECT_EQ(parsed_text("# TYPE h summary\n# TYPE h_sum gauge\nh_sum 1\nh_count 2\n"),
            "h:7 _count 2\nh_sum:2  1\n");
  EXPECT_EQ(parsed_text("# TYPE s summary\ns_bucket 1\n# TYPE g gauge\ng_count 1\n"),
            "s:7\ns_bucket:0  1\ng:2\ng_count:0  1\n");
}

TEST(ParseText, DoesNotJudgeValues) {
  EXPECT_EQ(parsed_text("# TYPE c counter\nc -1\nc NaN\n# TYPE h histogram\nh_bucket 0.5\n"),
            "c:1  -1  NaN\nh:3 _bucket 0.5\n");
}

TEST(ParseText, UnescapesHelpButNotItsQuotes) {
  const auto families = parse_exposition("# HELP a one\\ntwo \\\\ \\\"q\\\" \\x\na 1\n", kText);
  ASSERT_TRUE(families);
  EXPECT_EQ(families->at(0).help, "one\ntwo \\ \\\"q\\\" \\x");
}

TEST(ParseText, RefusesMalformedSeriesWithTheirLine) {
  EXPECT_EQ(parsed_text("a 1\n\na{b=c} 1\n"), "line 3: expected '\"' at column 5 of \"a{b=c}\"");
  for (const char* page :
       {"a{b=\"1\",b=\"2\"} 1\n", "a{b=\"\xFF\"} 1\n", "a{b=\"} 1\n", "a 1 # {} 1\n", "a{} \n",
        "a b c\n", "<html>\n", "{\"status\":\"up\"}\n"}) {
    EXPECT_TRUE(parsed_text(page).starts_with("line 1: ")) << page << parsed_text(page);
  }
}

TEST(ParseText, KeepsToItsLimits) {
  ExpositionLimits limits;
  limits.samples = 2;
  EXPECT_TRUE(parse_exposition("a 1\nb 1\n", kText, limits));
  EXPECT_FALSE(parse_exposition("a 1\nb 1\nc 1\n", kText, limits));
}

TEST(ParseText, TakesAnEmptyPage) {
  EXPECT_EQ(parsed_text(""), "");
}

}  // namespace
}  // namespace silicon::core
