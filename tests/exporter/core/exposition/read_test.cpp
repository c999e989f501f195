#include "exporter/core/exposition/read.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "exporter/core/exposition/series.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::core {
namespace {

constexpr auto kText = ExpositionFormat::text;
constexpr auto kOpenMetrics = ExpositionFormat::openmetrics;

using Strings = std::vector<std::string>;

std::string described(const ExpositionEntry& entry) {
  if (const auto* help = std::get_if<HelpLine>(&entry)) {
    return "help " + std::string(help->name) + " [" + std::string(help->text) + "]";
  }
  if (const auto* type = std::get_if<TypeLine>(&entry)) {
    return "type " + std::string(type->name) + " " + std::to_string(static_cast<int>(type->type));
  }
  if (const auto* unit = std::get_if<UnitLine>(&entry)) {
    return "unit " + std::string(unit->name) + " [" + std::string(unit->unit) + "]";
  }
  if (const auto* comment = std::get_if<CommentLine>(&entry)) {
    return "comment [" + std::string(comment->text) + "]";
  }
  const auto& sample = std::get<SampleLine>(entry);
  std::string text = "[" + std::string(sample.series) + "] " + format_double(sample.value);
  if (sample.unix_seconds) text += " @" + format_double(*sample.unix_seconds);
  if (!sample.exemplar.empty()) text += " # " + std::string(sample.exemplar);
  return text;
}

// Every entry in words, and every error.
Strings read(std::string_view page, ExpositionFormat format, const ExpositionLimits& limits = {}) {
  Strings result;
  ExpositionReader reader(page, format, limits);
  for (;;) {
    const auto entry = reader.next();
    if (!entry) {
      result.push_back(entry.error().message());
    } else if (!*entry) {
      return result;
    } else {
      result.push_back(described(**entry));
    }
  }
}

Strings read_text(std::string_view page) {
  return read(page, kText);
}

// As read(), with the "# EOF" that every such page must have.
Strings read_openmetrics(std::string_view lines) {
  return read(std::string(lines) + "# EOF\n", kOpenMetrics);
}

TEST(Read, GivesEachLineOfATextPage) {
  EXPECT_EQ(read_text("# HELP a_total Some help.\n"
                      "# TYPE a_total counter\n"
                      "a_total{b=\"c\"} 1.5\n"
                      "a_total 2 1700000000123\n"),
            (Strings{"help a_total [Some help.]", "type a_total 1", "[a_total{b=\"c\"}] 1.5",
                     "[a_total] 2 @1700000000.123"}));
}

TEST(Read, GivesEachLineOfAnOpenMetricsPage) {
  EXPECT_EQ(
      read_openmetrics("# HELP a_s Some help.\n"
                       "# TYPE a_s counter\n"
                       "# UNIT a_s s\n"
                       "a_s_total{b=\"c\"} 1.5 1700000000.25 # {id=\"x\"} 0.5 1.5\n"
                       "a_s_created 2\n"),
      (Strings{"help a_s [Some help.]", "type a_s 1", "unit a_s [s]",
               "[a_s_total{b=\"c\"}] 1.5 @1700000000.25 # {id=\"x\"} 0.5 1.5", "[a_s_created] 2"}));
}

TEST(Read, KnowsTheTypesOfEachFormat) {
  const auto types = [](ExpositionFormat format) {
    std::string known;
    for (const char* word : {"counter", "gauge", "histogram", "summary", "untyped", "unknown",
                             "gaugehistogram", "info", "stateset", "meh", "Gauge", ""}) {
      if (!read("# TYPE a " + std::string(word) + "\n", format)[0].starts_with("line"))
        known += std::string(word) + " ";
    }
    return known;
  };
  EXPECT_EQ(types(kText), "counter gauge histogram summary untyped ");
  EXPECT_EQ(types(kOpenMetrics),
            "counter gauge histogram summary unknown gaugehistogram info stateset ");
}

TEST(Read, TakesLooseBlanksInText) {
  EXPECT_EQ(
      read_text("\n \t\n  a  1  \n\ta{b=\"c\"}\t1\t5\t\na {b=\"c\"} 1\na{b=\"c\"}1\n"
                "#   TYPE\ta   gauge  \n"),
      (Strings{"[a] 1", "[a{b=\"c\"}] 1 @0.005", "[a {b=\"c\"}] 1", "[a{b=\"c\"}] 1", "type a 2"}));
}

TEST(Read, TakesTextWithoutAFinalNewline) {
  EXPECT_EQ(read_text("a 1"), Strings{"[a] 1"});
  EXPECT_EQ(read_text(""), Strings{});
}

TEST(Read, TakesEverythingElseBehindAHashAsACommentInText) {
  EXPECT_EQ(read_text("#\n# \n# hello\n#HELP a b\n# HELPER a b\n# HELP\n# EOF\n# UNIT a b\n"),
            (Strings{"comment []", "comment [ ]", "comment [ hello]", "comment [HELP a b]",
                     "comment [ HELPER a b]", "comment [ HELP]", "comment [ EOF]",
                     "comment [ UNIT a b]"}));
}

TEST(Read, KeepsTheHelpTextAsExposed) {
  EXPECT_EQ(read_text("# HELP a\n# HELP a \n# HELP a  two \\n blanks \n"),
            (Strings{"help a []", "help a []", "help a [ two \\n blanks ]"}));
  EXPECT_EQ(read_openmetrics("# HELP a \n# HELP b  x \n"), (Strings{"help a []", "help b [ x ]"}));
  const std::string with_null("# HELP a he\0lp\n", 15);
  EXPECT_EQ(read_openmetrics(with_null), Strings{std::string("help a [he\0lp]", 14)});
}

TEST(Read, IsStrictAboutBlanksInOpenMetrics) {
  for (const char* line : {"\n",
                           " a 1\n",
                           "a  1\n",
                           "a 1 \n",
                           "a 1\t\n",
                           "a\t1\n",
                           "a 1\t5\n",
                           "a 1  5\n",
                           "a 1 5 \n",
                           "a{b=\"c\"}1\n",
                           "a{b=\"c\"}  1\n",
                           "# HELP\n",
                           "# HELP \n",
                           "# HELP a\n",
                           "# HELP a\tb\n",
                           "#  HELP a b\n",
                           "#HELP a b\n",
                           " # HELP a b\n",
                           "# HELP  a b\n",
                           "# TYPE a gauge \n",
                           "# TYPE a  gauge\n",
                           "# FOO a b\n",
                           "#\n",
                           "# comment\n",
                           "#a 1\n"}) {
    const Strings entries = read_openmetrics(line);
    ASSERT_EQ(entries.size(), 1U) << line;
    EXPECT_TRUE(entries[0].starts_with("line 1: ")) << line << entries[0];
  }
}

TEST(Read, WantsOneEofAtTheEndOfOpenMetrics) {
  EXPECT_EQ(read("# EOF", kOpenMetrics), Strings{});
  EXPECT_EQ(read("", kOpenMetrics), Strings{"line 0: the page does not end with \"# EOF\""});
  EXPECT_EQ(read("a 1\n", kOpenMetrics),
            (Strings{"[a] 1", "line 1: the page does not end with \"# EOF\""}));
  EXPECT_EQ(read("# EOF\nblah", kOpenMetrics),
            Strings{"line 2: expected nothing behind \"# EOF\": \"blah\""});
  EXPECT_EQ(read("# EOF\n\n", kOpenMetrics).size(), 1U);
  EXPECT_EQ(read("# EOFblah\n# EOF\n", kOpenMetrics).size(), 1U);
  EXPECT_EQ(read("# EOF \n# EOF\n", kOpenMetrics).size(), 1U);
}

TEST(Read, RefusesWhatIsNoNumber) {
  for (const char* value : {"a", "1_2", "0x1", "0X1", "0x1p-3", "0x1P-3", "0b1", "0o1", "1e", "--1",
                            "1e999", "-1e999", "1,5", "1\r", "\xFF"}) {
    const std::string page = "a " + std::string(value) + "\n";
    EXPECT_TRUE(read_text(page)[0].starts_with("line 1: ")) << value;
    EXPECT_TRUE(read_openmetrics(page)[0].starts_with("line 1: ")) << value;
  }
  for (const char* page : {"a\n", "a \n", "a{b=\"c\"}\n", "a{b=\"c\"} \n"}) {
    EXPECT_TRUE(read_text(page)[0].starts_with("line 1: ")) << page;
    EXPECT_TRUE(read_openmetrics(page)[0].starts_with("line 1: ")) << page;
  }
}

TEST(Read, TakesInfinitiesAndNotANumber) {
  EXPECT_EQ(read_text("a +Inf\na -inf\na Infinity\na NaN\n"),
            (Strings{"[a] +Inf", "[a] -Inf", "[a] +Inf", "[a] NaN"}));
}

TEST(Read, TakesWholeMillisecondsAsTimestampsInText) {
  EXPECT_EQ(read_text("a 1 -5\n"), Strings{"[a] 1 @-0.005"});
  for (const char* page : {"a 1 1.5\n", "a 1 x\n", "a 1 99999999999999999999\n", "a 1 1 1\n"}) {
    EXPECT_TRUE(read_text(page)[0].starts_with("line 1: ")) << page;
  }
}

TEST(Read, TakesFiniteSecondsAsTimestampsInOpenMetrics) {
  EXPECT_EQ(read_openmetrics("a 1 000\na 1 1.1\na 1 1.5e3\na 1 -2\n"),
            (Strings{"[a] 1 @0", "[a] 1 @1.1", "[a] 1 @1500", "[a] 1 @-2"}));
  for (const char* page :
       {"a 1 z\n", "a 1 1z\n", "a 1 1_2\n", "a 1 1.1.1\n", "a 1 NaN\n", "a 1 Inf\n", "a 1 +Inf\n",
        "a 1 -Inf\n", "a 1 0x1p-3\n", "a 1 1e999\n"}) {
    EXPECT_TRUE(read_openmetrics(page)[0].starts_with("line 1: ")) << page;
  }
}

TEST(Read, FindsTheExemplarBehindLabelsThatLookLikeOne) {
  EXPECT_EQ(read_openmetrics("a_bucket{b=\"} 1 # {\",le=\"+Inf\"} 3 # {c=\"# {\"} 4\n"),
            Strings{"[a_bucket{b=\"} 1 # {\",le=\"+Inf\"}] 3 # {c=\"# {\"} 4"});
  EXPECT_EQ(read_openmetrics("a_total 3 # {} 4\n"), Strings{"[a_total] 3 # {} 4"});
}

TEST(Read, RefusesMalformedExemplars) {
  for (const char* line :
       {"a_total 1 #\n", "a_total 1# {} 1\n", "a_total 1 #{} 1\n", "a_total 1 # id=\"a\"} 1\n",
        "a_total 1 1 #id=\" # \"} 1\n", "a_total 1 1 id=\" # \"} 1\n", "a_total 1 # a{} 1\n",
        "a{b=\"#} 1\n", "a_total 1  # {} 1\n", "a_total 1 1  # {} 1\n"}) {
    EXPECT_TRUE(read_openmetrics(line)[0].starts_with("line 1: ")) << line;
  }
}

TEST(Read, HandsOutSeriesWhoseTextIsWhatTheParserTakes) {
  for (const char* series : {"a", "a{}", "a{b=\"}\"}", "a{b=\"\\\"} 2\"}", "{\"x.y\",b=\"c\"}"}) {
    const std::string page = std::string(series) + " 1\n";
    ExpositionReader reader(page, kText);
    const auto entry = reader.next();
    ASSERT_TRUE(entry && *entry) << series;
    EXPECT_EQ(std::get<SampleLine>(**entry).series, series);
    EXPECT_TRUE(parse_series(std::get<SampleLine>(**entry).series, kText)) << series;
  }
}

TEST(Read, LeavesItToTheSeriesParserToRefuseAMalformedLabelSet) {
  for (const char* line : {"a 1 # {} 1", "a{b=\"} 1", "a} 1", "a{b=\"c\" 1 } 1"}) {
    ExpositionReader reader(line, kText);
    const auto entry = reader.next();
    ASSERT_TRUE(entry && *entry) << line;
    EXPECT_FALSE(parse_series(std::get<SampleLine>(**entry).series, kText)) << line;
  }
}

TEST(Read, TakesQuotedNamesInMetadata) {
  EXPECT_EQ(read_text("# HELP \"my.metric\" x\n# TYPE \"my.metric\" gauge\n"),
            (Strings{"help my.metric [x]", "type my.metric 2"}));
  EXPECT_EQ(read_openmetrics("# TYPE \"my.metric\" gauge\n"), Strings{"type my.metric 2"});
}

TEST(Read, RefusesBadNamesInMetadata) {
  for (const char* line :
       {"# TYPE 1a gauge\n", "# TYPE a.b gauge\n", "# TYPE \"a gauge\n", "# TYPE \"\" gauge\n",
        "# TYPE \"a\"b gauge\n", "# TYPE \"\xFF\" gauge\n"}) {
    EXPECT_TRUE(read_text(line)[0].starts_with("line 1: ")) << line;
    EXPECT_TRUE(read_openmetrics(line)[0].starts_with("line 1: ")) << line;
  }
  EXPECT_TRUE(read_text("# HELP \n")[0].starts_with("line 1: "));
}

TEST(Read, RefusesHelpThatIsNoUtf8) {
  EXPECT_EQ(read_text("# HELP a caf\xE9\n"), Strings{"line 1: not UTF-8: \"caf?\""});
  EXPECT_EQ(read_openmetrics("# UNIT a \xE9\n"), Strings{"line 1: not UTF-8: \"?\""});
}

TEST(Read, CountsLinesAndGoesOnBehindAnError) {
  EXPECT_EQ(read_text("\na x\n\n# c\nb 1\nc y\n"),
            (Strings{"line 2: not a number: \"x\"", "comment [ c]", "[b] 1",
                     "line 6: not a number: \"y\""}));
  ExpositionReader reader("\n\na 1\n", kText);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.line(), 3U);
}

TEST(Read, KeepsToItsLimits) {
  ExpositionLimits limits;
  limits.line_bytes = 8;
  limits.name_bytes = 4;
  limits.samples = 2;
  EXPECT_EQ(read("123456789\n# TYPE abcde gauge\na 1\na 2\na 3\n", kText, limits),
            (Strings{"line 1: the line is too long: \"123456789\"",
                     "line 2: the line is too long: \"# TYPE abcde gauge\"", "[a] 1", "[a] 2",
                     "line 5: too many samples"}));
  limits.line_bytes = 80;
  EXPECT_EQ(read("# TYPE abcde gauge\n", kText, limits),
            Strings{"line 1: the metric name is too long: \"abcde\""});
}

TEST(SampleLine, GivesItsTimestampInMilliseconds) {
  SampleLine sample;
  EXPECT_EQ(sample.instant(), std::nullopt);
  sample.unix_seconds = 1700000000.123;
  EXPECT_EQ(sample.instant(), Instant(Duration(1700000000123)));
  sample.unix_seconds = -0.001;
  EXPECT_EQ(sample.instant(), Instant(Duration(-1)));
  sample.unix_seconds = 12345678901234567890.0;
  EXPECT_EQ(sample.instant(), std::nullopt);
}

TEST(SampleLine, LosesNoMillisecondBetweenTextAndInstant) {
  for (const std::int64_t ms :
       {0LL, 1LL, 999LL, 1001LL, 4035LL, 1700000000001LL, 253402300799999LL, -62135596800001LL}) {
    const std::string page = "a 1 " + std::to_string(ms);
    ExpositionReader reader(page, kText);
    const auto entry = reader.next();
    ASSERT_TRUE(entry && *entry);
    EXPECT_EQ(std::get<SampleLine>(**entry).instant(), Instant(Duration(ms)));
  }
}

}  // namespace
}  // namespace silicon::core
