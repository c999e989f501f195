#include "exporter/core/exposition/write.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace silicon::core {
namespace {

constexpr auto kText = ExpositionFormat::text;
constexpr auto kOpenMetrics = ExpositionFormat::openmetrics;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string written(const Families& families, ExpositionFormat format) {
  std::string out;
  append_exposition(out, families, format);
  return out;
}

Family family_of(std::string name, MetricType type, std::vector<Sample> samples) {
  return {std::move(name), "", type, std::move(samples), ""};
}

std::shared_ptr<const Exemplar> shared_exemplar(Exemplar exemplar) {
  return std::make_shared<const Exemplar>(std::move(exemplar));
}

// The sample line alone of a gauge "a" with these labels.
std::string line_with(const Labels& labels, ExpositionFormat format = kText) {
  const std::string page =
      written({family_of("a", MetricType::gauge, {{Suffix::none, labels, 1}})}, format);
  const std::size_t from = page.find('\n') + 1;
  return page.substr(from, page.find('\n', from) - from);
}

std::string value_of(double value) {
  const std::string page =
      written({family_of("a", MetricType::gauge, {{Suffix::none, {}, value}})}, kText);
  return page.substr(page.find("\na ") + 3);
}

TEST(Write, PrintsHelpTypeAndSamplesInTheirOrder) {
  Family family{"silicon_power_watts", "Power now.", MetricType::gauge, {}, ""};
  family.add({{"rail", "system"}, {"source", "smc"}}, 41.25);
  family.add({{"rail", "cpu"}, {"source", "smc"}}, 12);
  EXPECT_EQ(written({family}, kText),
            "# HELP silicon_power_watts Power now.\n"
            "# TYPE silicon_power_watts gauge\n"
            "silicon_power_watts{rail=\"system\",source=\"smc\"} 41.25\n"
            "silicon_power_watts{rail=\"cpu\",source=\"smc\"} 12\n");
}

TEST(Write, EndsOpenMetricsWithEof) {
  EXPECT_EQ(written({}, kOpenMetrics), "# EOF\n");
  EXPECT_EQ(written({}, kText), "");
  const Family family = family_of("a", MetricType::gauge, {{Suffix::none, {}, 1}});
  EXPECT_EQ(written({family}, kOpenMetrics), "# TYPE a gauge\na 1\n# EOF\n");
}

TEST(Write, AppendsToWhatIsThere) {
  std::string out = "before\n";
  append_exposition(out, {family_of("a", MetricType::gauge, {{Suffix::none, {}, 1}})}, kText);
  EXPECT_EQ(out, "before\n# TYPE a gauge\na 1\n");
}

TEST(Write, GivesTheSamePageWhateverTheBufferHeldBefore) {
  Families families;
  for (int i = 0; i < 300; ++i) {
    Family family{"a" + std::to_string(i), "help", MetricType::gauge, {}, ""};
    for (int j = 0; j < 20; ++j)
      family.add({{"b", std::string(static_cast<std::size_t>(j), 'x')}}, j);
    families.push_back(std::move(family));
  }
  const std::string fresh = written(families, kOpenMetrics);
  std::string reused(1'000'000, '?');
  for (int round = 0; round < 3; ++round) {
    reused.clear();
    append_exposition(reused, families, kOpenMetrics);
    EXPECT_EQ(reused, fresh);
  }
}

TEST(Write, MakesRoomForWhateverIsLong) {
  // Every byte of these grows when it is written: to two or to three.
  const std::string quotes(100'000, '"');
  const std::string broken(100'000, '\xFF');
  const Family family{
      "a", quotes, MetricType::gauge, {{Suffix::none, {{quotes, quotes}, {"b", broken}}, 1}}, ""};
  const std::string page = written({family}, kOpenMetrics);
  EXPECT_GT(page.size(), 900'000U);
  EXPECT_TRUE(page.ends_with("\xEF\xBF\xBD\"} 1\n# EOF\n"));
}

TEST(Write, EscapesWhereverInTheValueItMust) {
  // Eight characters at a time are looked at together.
  for (std::size_t size = 1; size <= 20; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string value(size, 'x');
      std::string expected = value;
      value[at] = '\n';
      expected.replace(at, 1, "\\n");
      EXPECT_EQ(line_with({{"b", value}}), "a{b=\"" + expected + "\"} 1");
    }
  }
}

TEST(Write, LeavesEveryOtherCharacterOfAsciiAlone) {
  for (char c = 1; c > 0; ++c) {
    if (c == '"' || c == '\\' || c == '\n') continue;
    const std::string value(9, c);
    EXPECT_EQ(line_with({{"b", value}}), "a{b=\"" + value + "\"} 1") << static_cast<int>(c);
    if (c == 127) break;
  }
}

TEST(Write, ComposesAPageFromFamiliesInSeveralPlaces) {
  const Family a = family_of("a", MetricType::gauge, {{Suffix::none, {}, 1}});
  const Family b = family_of("b", MetricType::gauge, {{Suffix::none, {}, 2}});
  for (const auto format : {kText, kOpenMetrics}) {
    std::string page;
    append_exposition(page, std::vector{&a, &b}, format);
    EXPECT_EQ(page, written({a, b}, format));
  }
}

TEST(Write, LeavesOutAFamilyWithoutSamples) {
  const Family family{"a", "help", MetricType::gauge, {}, ""};
  EXPECT_EQ(written({family}, kText), "");
  EXPECT_EQ(written({family}, kOpenMetrics), "# EOF\n");
}

TEST(Write, NamesOurCountersAsEachFormatWants) {
  const Family family{"a_total", "help", MetricType::counter, {{Suffix::none, {}, 1}}, ""};
  EXPECT_EQ(written({family}, kText), "# HELP a_total help\n# TYPE a_total counter\na_total 1\n");
  EXPECT_EQ(written({family}, kOpenMetrics), "# HELP a help\n# TYPE a counter\na_total 1\n# EOF\n");
}

TEST(Write, NamesCountersReadFromOpenMetricsAsEachFormatWants) {
  const Family family{"a", "help", MetricType::counter, {{Suffix::total, {}, 1}}, ""};
  EXPECT_EQ(written({family}, kText), "# HELP a_total help\n# TYPE a_total counter\na_total 1\n");
  EXPECT_EQ(written({family}, kOpenMetrics), "# HELP a help\n# TYPE a counter\na_total 1\n# EOF\n");
}

TEST(Write, CallsACounterWithoutTotalUnknownInOpenMetrics) {
  for (const char* name : {"requests", "_total"}) {
    const Family family = family_of(name, MetricType::counter, {{Suffix::none, {}, 1}});
    EXPECT_EQ(written({family}, kText),
              "# TYPE " + std::string(name) + " counter\n" + name + " 1\n");
    EXPECT_EQ(written({family}, kOpenMetrics),
              "# TYPE " + std::string(name) + " unknown\n" + name + " 1\n# EOF\n");
  }
}

TEST(Write, MapsInfoToAGaugeInText) {
  const Family parsed = family_of("a", MetricType::info, {{Suffix::info, {{"v", "1"}}, 1}});
  EXPECT_EQ(written({parsed}, kText), "# TYPE a_info gauge\na_info{v=\"1\"} 1\n");
  EXPECT_EQ(written({parsed}, kOpenMetrics), "# TYPE a info\na_info{v=\"1\"} 1\n# EOF\n");
  const Family ours = family_of("a_info", MetricType::info, {{Suffix::none, {{"v", "1"}}, 1}});
  EXPECT_EQ(written({ours}, kText), written({parsed}, kText));
  EXPECT_EQ(written({ours}, kOpenMetrics), written({parsed}, kOpenMetrics));
}

TEST(Write, MapsAStatesetToAGaugeInTextAndWhereItsLabelIsMissing) {
  const Family proper = family_of("a", MetricType::stateset, {{Suffix::none, {{"a", "on"}}, 1}});
  EXPECT_EQ(written({proper}, kText), "# TYPE a gauge\na{a=\"on\"} 1\n");
  EXPECT_EQ(written({proper}, kOpenMetrics), "# TYPE a stateset\na{a=\"on\"} 1\n# EOF\n");
  const Family loose = family_of("a", MetricType::stateset, {{Suffix::none, {{"state", "on"}}, 1}});
  EXPECT_EQ(written({loose}, kOpenMetrics), "# TYPE a gauge\na{state=\"on\"} 1\n# EOF\n");
}

TEST(Write, NamesTheUnknownTypeAsEachFormatDoes) {
  const Family family = family_of("a", MetricType::unknown, {{Suffix::none, {}, 1}});
  EXPECT_EQ(written({family}, kText), "# TYPE a untyped\na 1\n");
  EXPECT_EQ(written({family}, kOpenMetrics), "# TYPE a unknown\na 1\n# EOF\n");
}

TEST(Write, PrintsHistogramsWithCanonicalBounds) {
  const Family family = family_of("a", MetricType::histogram,
                                  {{Suffix::bucket, {{"le", "1"}}, 2},
                                   {Suffix::bucket, {{"le", "1000000"}}, 2},
                                   {Suffix::bucket, {{"le", "+Inf"}}, 3},
                                   {Suffix::sum, {}, 7.5},
                                   {Suffix::count, {}, 3}});
  const std::string samples =
      "a_bucket{le=\"1.0\"} 2\na_bucket{le=\"1e+06\"} 2\na_bucket{le=\"+Inf\"} 3\n"
      "a_sum 7.5\na_count 3\n";
  EXPECT_EQ(written({family}, kText), "# TYPE a histogram\n" + samples);
  EXPECT_EQ(written({family}, kOpenMetrics), "# TYPE a histogram\n" + samples + "# EOF\n");
}

TEST(Write, PrintsSummariesWithCanonicalQuantiles) {
  const Family family = family_of(
      "a", MetricType::summary,
      {{Suffix::none, {{"quantile", "1"}}, 2}, {Suffix::sum, {}, 7}, {Suffix::count, {}, 3}});
  EXPECT_EQ(written({family}, kText),
            "# TYPE a summary\na{quantile=\"1.0\"} 2\na_sum 7\na_count 3\n");
}

TEST(Write, LeavesLabelsAloneThatAreNoBounds) {
  const Family gauge =
      family_of("a", MetricType::gauge, {{Suffix::none, {{"le", "1"}, {"quantile", "1"}}, 2}});
  EXPECT_EQ(written({gauge}, kText), "# TYPE a gauge\na{le=\"1\",quantile=\"1\"} 2\n");
  const Family histogram =
      family_of("a", MetricType::histogram, {{Suffix::bucket, {{"le", "big"}}, 2}});
  EXPECT_EQ(written({histogram}, kText), "# TYPE a histogram\na_bucket{le=\"big\"} 2\n");
}

TEST(Write, SplitsAGaugeHistogramIntoBucketsAndGaugesInText) {
  const Family family{
      "a",
      "h",
      MetricType::gauge_histogram,
      {{Suffix::bucket, {{"le", "+Inf"}}, 3}, {Suffix::gcount, {}, 3}, {Suffix::gsum, {}, -1}},
      ""};
  EXPECT_EQ(written({family}, kText),
            "# HELP a h\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 3\n"
            "# HELP a_gcount h\n# TYPE a_gcount gauge\na_gcount 3\n"
            "# HELP a_gsum h\n# TYPE a_gsum gauge\na_gsum -1\n");
  EXPECT_EQ(written({family}, kOpenMetrics),
            "# HELP a h\n# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 3\na_gcount 3\na_gsum -1\n"
            "# EOF\n");
}

TEST(Write, GivesCreationTimesAFamilyOfTheirOwnInText) {
  const Family family = family_of("a", MetricType::counter,
                                  {{Suffix::total, {{"x", "1"}}, 5},
                                   {Suffix::created, {{"x", "1"}}, 1.5},
                                   {Suffix::total, {{"x", "2"}}, 6},
                                   {Suffix::created, {{"x", "2"}}, 2.5}});
  EXPECT_EQ(written({family}, kText),
            "# TYPE a_total counter\na_total{x=\"1\"} 5\na_total{x=\"2\"} 6\n"
            "# TYPE a_created gauge\na_created{x=\"1\"} 1.5\na_created{x=\"2\"} 2.5\n");
}

TEST(Write, StatesAUnitInOpenMetricsWhereTheNameEndsInIt) {
  Family family = family_of("a_seconds_total", MetricType::counter, {{Suffix::none, {}, 1}});
  family.unit = "seconds";
  EXPECT_EQ(written({family}, kText), "# TYPE a_seconds_total counter\na_seconds_total 1\n");
  EXPECT_EQ(written({family}, kOpenMetrics),
            "# TYPE a_seconds counter\n# UNIT a_seconds seconds\na_seconds_total 1\n# EOF\n");
}

TEST(Write, LeavesOutAUnitThatWouldMakeThePageInvalid) {
  Family gauge = family_of("a", MetricType::gauge, {{Suffix::none, {}, 1}});
  gauge.unit = "seconds";
  EXPECT_EQ(written({gauge}, kOpenMetrics), "# TYPE a gauge\na 1\n# EOF\n");
  Family info = family_of("a_seconds", MetricType::info, {{Suffix::info, {}, 1}});
  info.unit = "seconds";
  EXPECT_EQ(written({info}, kOpenMetrics), "# TYPE a_seconds info\na_seconds_info 1\n# EOF\n");
}

TEST(Write, EscapesHelpAsEachFormatDoes) {
  Family family = family_of("a", MetricType::gauge, {{Suffix::none, {}, 1}});
  family.help = "back\\slash \"quoted\"\nnext";
  EXPECT_EQ(written({family}, kText),
            "# HELP a back\\\\slash \"quoted\"\\nnext\n# TYPE a gauge\na 1\n");
  EXPECT_EQ(written({family}, kOpenMetrics),
            "# HELP a back\\\\slash \\\"quoted\\\"\\nnext\n# TYPE a gauge\na 1\n# EOF\n");
}

TEST(Write, EscapesLabelValuesAlikeInBothFormats) {
  const Labels labels{{"b", "back\\slash \"quoted\"\nnext"}};
  const std::string expected = "a{b=\"back\\\\slash \\\"quoted\\\"\\nnext\"} 1";
  EXPECT_EQ(line_with(labels, kText), expected);
  EXPECT_EQ(line_with(labels, kOpenMetrics), expected);
  EXPECT_EQ(line_with({{"b", "\\"}}), "a{b=\"\\\\\"} 1");
  EXPECT_EQ(line_with({{"b", "\n\n"}}), "a{b=\"\\n\\n\"} 1");
}

TEST(Write, KeepsUtf8AndReplacesOtherBytes) {
  EXPECT_EQ(line_with({{"b", "caf\xC3\xA9 \xF0\x9F\x92\xBB"}}),
            "a{b=\"caf\xC3\xA9 \xF0\x9F\x92\xBB\"} 1");
  EXPECT_EQ(line_with({{"b", "caf\xE9!"}}), "a{b=\"caf\xEF\xBF\xBD!\"} 1");
  EXPECT_EQ(line_with({{"b", "\xC3"}}), "a{b=\"\xEF\xBF\xBD\"} 1");
}

TEST(Write, QuotesNamesBeyondAscii) {
  EXPECT_EQ(line_with({{"host.name", "x"}}), "a{\"host.name\"=\"x\"} 1");
  const Family family{"my.metric",
                      "h",
                      MetricType::gauge,
                      {{Suffix::none, {}, 1}, {Suffix::none, {{"b", "c"}}, 2}},
                      ""};
  EXPECT_EQ(written({family}, kText),
            "# HELP \"my.metric\" h\n# TYPE \"my.metric\" gauge\n"
            "{\"my.metric\"} 1\n{\"my.metric\",b=\"c\"} 2\n");
}

TEST(Write, PrintsNumbersShortAndExact) {
  EXPECT_EQ(value_of(0), "0\n");
  EXPECT_EQ(value_of(100000), "100000\n");
  EXPECT_EQ(value_of(0.1), "0.1\n");
  EXPECT_EQ(value_of(1.0 / 3), "0.3333333333333333\n");
  EXPECT_EQ(value_of(1e300), "1e+300\n");
  EXPECT_EQ(value_of(std::nan("")), "NaN\n");
  EXPECT_EQ(value_of(kInfinity), "+Inf\n");
  EXPECT_EQ(value_of(-kInfinity), "-Inf\n");
}

TEST(Write, PrintsTimestampsInEachFormatsUnit) {
  const auto page = [](double unix_seconds, ExpositionFormat format) {
    const std::string text =
        written({family_of("a", MetricType::gauge, {{Suffix::none, {}, 1, unix_seconds}})}, format);
    const std::size_t from = text.find("\na ") + 1;
    return text.substr(from, text.find('\n', from) - from);
  };
  EXPECT_EQ(page(1700000000.123, kText), "a 1 1700000000123");
  EXPECT_EQ(page(1700000000.123, kOpenMetrics), "a 1 1700000000.123");
  EXPECT_EQ(page(1700000000, kOpenMetrics), "a 1 1700000000");
  EXPECT_EQ(page(-1.5, kText), "a 1 -1500");
  EXPECT_EQ(page(1e-7, kOpenMetrics), "a 1 0.0000001");
  EXPECT_EQ(page(std::nan(""), kOpenMetrics), "a 1");
  EXPECT_EQ(page(1e300, kText), "a 1");
}

TEST(Write, PrintsExemplarsInOpenMetricsOnly) {
  const auto exemplar = shared_exemplar({{{"trace_id", "abc"}}, 0.5, 1700000000.25});
  const Family family =
      family_of("a_total", MetricType::counter, {{Suffix::none, {}, 5, {}, exemplar}});
  EXPECT_EQ(written({family}, kText), "# TYPE a_total counter\na_total 5\n");
  EXPECT_EQ(written({family}, kOpenMetrics),
            "# TYPE a counter\na_total 5 # {trace_id=\"abc\"} 0.5 1700000000.25\n# EOF\n");
}

TEST(Write, PrintsExemplarsWithoutLabelsOrTimestamp) {
  const Family family =
      family_of("a", MetricType::histogram,
                {{Suffix::bucket, {{"le", "+Inf"}}, 5, {}, shared_exemplar({{}, 0.5, {}})}});
  EXPECT_EQ(written({family}, kOpenMetrics),
            "# TYPE a histogram\na_bucket{le=\"+Inf\"} 5 # {} 0.5\n# EOF\n");
}

TEST(Write, LeavesOutExemplarsThatWouldMakeThePageInvalid) {
  const auto exemplar = shared_exemplar({{{"trace_id", "abc"}}, 0.5, {}});
  const auto large = shared_exemplar({{{"a", std::string(128, 'x')}}, 0.5, {}});
  const Families families = {
      family_of("g", MetricType::gauge, {{Suffix::none, {}, 1, {}, exemplar}}),
      family_of("u", MetricType::counter, {{Suffix::none, {}, 1, {}, exemplar}}),
      family_of("h", MetricType::histogram, {{Suffix::sum, {}, 1, {}, exemplar}}),
      family_of("c_total", MetricType::counter, {{Suffix::none, {}, 1, {}, large}})};
  EXPECT_EQ(written(families, kOpenMetrics).find('{'), std::string::npos);
}

// Page after page by one writer, each compared with what is written from nothing.
class ExpositionWriterTest : public ::testing::Test {
 protected:
  void expect_same_page(const Families& families) {
    std::vector<const Family*> pointers;
    for (const Family& family : families) pointers.push_back(&family);
    for (const auto format : {kText, kOpenMetrics, kText}) {
      std::string page;
      writer_.append(page, pointers, format);
      EXPECT_EQ(page, written(families, format));
    }
  }

  ExpositionWriter writer_;
};

TEST_F(ExpositionWriterTest, ShowsTheNumbersOfEachPage) {
  const Labels labels{{"cpu", "a \"quoted\" one"}};
  for (int value = 0; value < 3; ++value) {
    Family family = gauge("load", "Load.");
    family.add(labels, value);
    family.add({}, value + 0.5);
    expect_same_page({family});
  }
}

TEST_F(ExpositionWriterTest, FollowsSeriesThatComeGoAndChangePlaces) {
  const std::vector<Labels> labels{{{"a", "1"}}, {}, {{"a", "1"}}, {{"le", "1"}}, {{"b", "2"}}};
  const std::vector<Suffix> suffixes{Suffix::none, Suffix::sum, Suffix::bucket, Suffix::created};
  unsigned dice = 1;
  const auto roll = [&](std::size_t sides) {
    dice = dice * 1103515245U + 12345U;
    return static_cast<std::size_t>(dice >> 16U) % sides;
  };
  for (int round = 0; round < 300; ++round) {
    Families families;
    for (const std::string name : {"x", "x_y", "not plain"}) {
      const auto type = roll(2) == 0 ? MetricType::histogram : MetricType::counter;
      Family family = family_of(name, type, {});
      for (std::size_t i = roll(4); i > 0; --i) {
        family.samples.push_back({suffixes[roll(4)], labels[roll(5)], static_cast<double>(round)});
      }
      if (roll(5) > 0) families.push_back(std::move(family));
    }
    expect_same_page(families);
  }
}

}  // namespace
}  // namespace silicon::core
