#include "alerting/series/scrape_cache.hpp"

#include <gtest/gtest.h>

#include "exporter/core/exposition/series.hpp"
#include "tests/support/points.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::series {
namespace {

using testing::at_seconds;
using testing::contents;

class ScrapeCacheTest : public ::testing::Test {
 protected:
  // As a scraper would: target labels added, series called go_* dropped.
  core::Result<std::optional<core::Labels>> resolve(std::string_view text, core::MetricType type) {
    ++resolved_;
    last_type_ = type;
    auto series = core::parse_series(text, core::ExpositionFormat::text);
    if (!series) return std::move(series).error();
    if (series->name.starts_with("go_")) return std::optional<core::Labels>();
    const std::string name = series->name == renamed_ ? "renamed" : series->name;
    return std::optional(series->labels.with("__name__", name).with("job", "node"));
  }

  ScrapeReport ingest(std::string_view page, std::int64_t second, ScrapeOptions options = {}) {
    ScrapeReport report;
    const auto status = cache_.ingest(page, options, at_seconds(second), report);
    EXPECT_TRUE(status) << (status ? "" : status.error().message());
    return report;
  }

  // The error of a page that cannot be taken.
  std::string problem(std::string_view page, std::int64_t second,
                      const ScrapeOptions& options = {}) {
    const auto status = cache_.ingest(page, options, at_seconds(second), failed_);
    return status ? "" : status.error().message();
  }

  std::vector<Point> points(const std::string& name) {
    const auto held = contents(store_, testing::named(name));
    return held.empty() ? std::vector<Point>() : held.begin()->second;
  }

  Store store_{StoreLimits{}};
  int resolved_ = 0;
  core::MetricType last_type_ = core::MetricType::unknown;
  ScrapeReport failed_;
  std::string renamed_;  // a metric that relabelling renames
  ScrapeCache cache_{
      store_, [this](std::string_view text, core::MetricType type) { return resolve(text, type); }};
};

TEST_F(ScrapeCacheTest, StoresAPageUnderTheScrapesTime) {
  const ScrapeReport report = ingest("# TYPE up gauge\nup{zone=\"a\"} 1\nload 0.5\n", 10);
  EXPECT_EQ(report.exposed, 2U);
  EXPECT_EQ(report.kept, 2U);
  EXPECT_EQ(report.stored, 2U);
  EXPECT_EQ(report.series_added, 2U);
  const auto held = contents(store_);
  ASSERT_EQ(held.size(), 2U);
  EXPECT_EQ(held.at(core::Labels{{"__name__", "up"}, {"job", "node"}, {"zone", "a"}}),
            (std::vector<Point>{{at_seconds(10), 1}}));
}

TEST_F(ScrapeCacheTest, AsksForTheMeaningOfATextOnce) {
  for (int i = 0; i < 10; ++i) ingest("up 1\ngo_threads 5\nload 0.5\n", i);
  EXPECT_EQ(resolved_, 3);
  EXPECT_EQ(points("load").size(), 10U);
  EXPECT_EQ(ingest("up 1\ngo_threads 5\nload 0.5\n", 10).series_added, 0U);
}

TEST_F(ScrapeCacheTest, TellsSeriesApartInWhateverOrderTheyStand) {
  const std::vector<std::string> pages{
      "a 1\nb 2\nc 3\n", "c 3\na 1\nb 2\n",      "go_threads 9\na 1\nb 2\nc 3\n",
      "a 1\nc 3\n",      "a 1\nb 2\nc 3\na 1\n", "c 3\n",
      "b 2\nc 3\na 1\n",
  };
  for (std::size_t turn = 0; turn < 3 * pages.size(); ++turn) {
    ingest(pages[turn % pages.size()], static_cast<std::int64_t>(turn));
  }
  for (const auto& [name, value] : {std::pair("a", 1), {"b", 2}, {"c", 3}}) {
    for (const Point& point : points(name)) {
      EXPECT_TRUE(point.value == value || is_stale(point.value)) << name << ' ' << point.value;
    }
    EXPECT_EQ(points(name).back().value, value);
  }
}

TEST_F(ScrapeCacheTest, KnowsSeriesAgainBehindAPageWithAMistake) {
  ingest("a 1\nb 2\nc 3\n", 1);
  EXPECT_NE(problem("c 3\nb 2\nnew x\n", 2), "");
  EXPECT_EQ(ingest("a 1\nb 2\nc 3\n", 3).series_added, 0U);
  EXPECT_EQ(points("c").back(), (Point{at_seconds(3), 3}));
}

TEST_F(ScrapeCacheTest, LeavesOutWhatRelabellingDrops) {
  const ScrapeReport report = ingest("go_threads 5\nup 1\n", 1);
  EXPECT_EQ(report.exposed, 2U);
  EXPECT_EQ(report.kept, 1U);
  EXPECT_EQ(contents(store_).size(), 1U);
  EXPECT_EQ(ingest("up 1\n", 2).series_ended, 0U);
}

TEST_F(ScrapeCacheTest, EndsASeriesThatVanishesAndForgetsIt) {
  ingest("up 1\nload 0.5\n", 1);
  const ScrapeReport report = ingest("up 1\n", 2);
  EXPECT_EQ(report.series_ended, 1U);
  EXPECT_EQ(report.stored, 1U);
  EXPECT_EQ(points("load"),
            (std::vector<Point>{{at_seconds(1), 0.5}, {at_seconds(2), stale_marker()}}));
  EXPECT_EQ(ingest("up 1\n", 3).series_ended, 0U);
  EXPECT_EQ(points("load").size(), 2U);
  EXPECT_EQ(cache_.size(), 1U);
  EXPECT_EQ(ingest("up 1\nload 2\n", 4).series_added, 1U);
  EXPECT_EQ(points("load").back(), (Point{at_seconds(4), 2}));
}

TEST_F(ScrapeCacheTest, EndsEverythingWhenTheScrapeFails) {
  ingest("up 1\nload 0.5\n", 1);
  EXPECT_EQ(cache_.end_all(at_seconds(2)), 2U);
  EXPECT_TRUE(is_stale(points("up").back().value));
  EXPECT_EQ(cache_.end_all(at_seconds(3)), 0U);
  // The text is still known when the target comes back.
  EXPECT_EQ(ingest("up 1\nload 0.5\n", 4).series_added, 0U);
  EXPECT_EQ(points("up").size(), 3U);
  EXPECT_EQ(ingest("up 1\n", 5).series_ended, 1U);
}

TEST_F(ScrapeCacheTest, TakesNothingOfAPageWithAMistake) {
  ingest("up 1\nload 0.5\n", 1);
  EXPECT_TRUE(problem("up 2\nnew 1\nload x\n", 2).starts_with("line 3: "));
  EXPECT_EQ(failed_.exposed, 2U);
  EXPECT_EQ(points("up").size(), 1U);
  // What was there before the mistake still counts as present.
  EXPECT_EQ(cache_.end_all(at_seconds(2)), 2U);
  EXPECT_TRUE(points("new").empty());
}

TEST_F(ScrapeCacheTest, NamesTheLineOfASeriesThatCannotBeRead) {
  EXPECT_TRUE(problem("up 1\nbad{x=\"1\",x=\"2\"} 1\n", 1).starts_with("line 2: "));
}

TEST_F(ScrapeCacheTest, HonoursTimestampsAndDoesNotEndTheirSeries) {
  ingest("up 1 5000\n", 10);
  EXPECT_EQ(points("up"), (std::vector<Point>{{at_seconds(5), 1}}));
  EXPECT_EQ(ingest("up 1 5000\n", 11).stored, 0U);
  EXPECT_EQ(ingest("", 12).series_ended, 0U);
  EXPECT_EQ(points("up").size(), 1U);
}

TEST_F(ScrapeCacheTest, IgnoresTimestampsWhenTold) {
  ScrapeOptions options;
  options.honor_timestamps = false;
  ingest("up 1 5000\n", 10, options);
  EXPECT_EQ(points("up"), (std::vector<Point>{{at_seconds(10), 1}}));
  EXPECT_EQ(ingest("", 12, options).series_ended, 1U);
}

TEST_F(ScrapeCacheTest, RefusesTimestampsFarAhead) {
  EXPECT_EQ(ingest("up 1 610000\n", 10).stored, 1U);
  const ScrapeReport report = ingest("load 1 610001\n", 10);
  EXPECT_EQ(report.stored, 0U);
  EXPECT_EQ(report.out_of_bounds, 1U);
}

TEST_F(ScrapeCacheTest, CountsWhatTheStoreRefuses) {
  EXPECT_EQ(ingest("up 1\nup 2\nup 1\n", 10).duplicates, 1U);
  EXPECT_EQ(ingest("up 1\n", 9).out_of_order, 1U);
  store_.expire(at_seconds(1'000'000));
  EXPECT_EQ(ingest("load 1\n", 9).out_of_bounds, 1U);
}

TEST_F(ScrapeCacheTest, KeepsToItsLimitOfSamples) {
  ScrapeOptions options;
  options.max_samples = 2;
  ingest("up 1\nload 1\ngo_threads 1\n", 1, options);
  EXPECT_EQ(problem("up 1\nload 1\nidle 1\ngo_x 1\ngo_threads 1\nload 2\n", 2, options),
            "sample limit exceeded: 4 samples, 2 are allowed");
  EXPECT_EQ(failed_.exposed, 6U) << "the rest is counted";
  EXPECT_EQ(failed_.kept, 4U);
  EXPECT_EQ(points("load").size(), 1U) << "nothing is stored";
  EXPECT_TRUE(points("idle").empty());
}

TEST_F(ScrapeCacheTest, EndsSeriesWithTimestampsTooWhenTold) {
  ScrapeOptions options;
  options.end_timestamped = true;
  ingest("up 1 5000\n", 10, options);
  EXPECT_EQ(ingest("", 12, options).series_ended, 1U);
}

TEST_F(ScrapeCacheTest, TellsTheTypeThatTheLastLineSaid) {
  ingest("early 1\n", 1);
  EXPECT_EQ(last_type_, core::MetricType::unknown);
  ingest("# TYPE a histogram\na_bucket{le=\"1\"} 1\n", 2);
  EXPECT_EQ(last_type_, core::MetricType::histogram);
  ingest("# HELP a text\nlate 1\n", 3);
  EXPECT_EQ(last_type_, core::MetricType::unknown) << "every page begins anew";
}

TEST_F(ScrapeCacheTest, AsksAnewAboutEveryTextWhenToldThatTheAnswersChanged) {
  ingest("up 1\nload 1\nidle 1\n", 1);
  renamed_ = "load";
  cache_.reconsider();
  const ScrapeReport report = ingest("up 1\nload 2\n", 2);
  EXPECT_EQ(report.series_ended, 2U) << "the old load and idle";
  EXPECT_TRUE(is_stale(points("load").back().value));
  EXPECT_TRUE(is_stale(points("idle").back().value));
  EXPECT_EQ(points("up"), (std::vector<Point>{{at_seconds(1), 1}, {at_seconds(2), 1}}));
  EXPECT_EQ(points("renamed"), (std::vector<Point>{{at_seconds(2), 2}}));
  EXPECT_EQ(ingest("up 1\nload 2\n", 3).series_ended, 0U) << "once";
}

TEST_F(ScrapeCacheTest, EndsAllSeriesThatWaitToBeAskedAboutAnew) {
  ingest("up 1\n", 1);
  cache_.reconsider();
  EXPECT_EQ(cache_.end_all(at_seconds(2)), 1U);
  EXPECT_EQ(cache_.end_all(at_seconds(3)), 0U);
}

TEST_F(ScrapeCacheTest, HandsOutMetadata) {
  std::vector<std::string> seen;
  ScrapeOptions options;
  options.on_metadata = [&](const core::ExpositionEntry& entry) {
    if (const auto* help = std::get_if<core::HelpLine>(&entry)) {
      seen.push_back(std::string(help->name) + ": " + std::string(help->text));
    }
  };
  ingest("# HELP up Whether it is.\n# TYPE up gauge\nup 1\n", 1, options);
  EXPECT_EQ(seen, std::vector<std::string>{"up: Whether it is."});
}

TEST_F(ScrapeCacheTest, GoesOnWithKnownSeriesWhenTheStoreHasNoRoomForNewOnes) {
  ingest("up 1\n", 1);
  StoreLimits limits;
  limits.max_series = 1;
  store_.set_limits(limits);
  const ScrapeReport report = ingest("up 1\nload 1\n", 2);
  EXPECT_EQ(report.stored, 1U);
  EXPECT_EQ(report.refused, 1U);
  store_.set_limits(StoreLimits{});
  EXPECT_EQ(ingest("up 1\nload 1\n", 3).stored, 2U);
}

TEST_F(ScrapeCacheTest, RecoversWhenTheStoreHasDroppedASeries) {
  ingest("up 1\n", 1);
  store_.expire(at_seconds(1'000'000));
  EXPECT_EQ(ingest("up 1\n", 1'000'001).stored, 0U);
  EXPECT_EQ(ingest("up 1\n", 1'000'002).stored, 1U);
  EXPECT_EQ(points("up").size(), 1U);
}

TEST_F(ScrapeCacheTest, DoesNotEndASeriesThatIsSpeltAnotherWayNow) {
  ingest("up{a=\"1\",b=\"2\"} 1\n", 1);
  ingest("up{b=\"2\",a=\"1\"} 1\n", 2);
  EXPECT_EQ(points("up"), (std::vector<Point>{{at_seconds(1), 1}, {at_seconds(2), 1}}));
}

TEST_F(ScrapeCacheTest, EndsWhatItInheritedAndThePageHasNot) {
  const core::Labels load{{"__name__", "load"}, {"job", "node"}};
  const core::Labels heat{{"__name__", "heat"}, {"job", "node"}};
  testing::append(store_, load, at_seconds(1), 5);
  testing::append(store_, heat, at_seconds(1), 6);
  cache_.inherit({load, heat});
  EXPECT_EQ(ingest("load 7\n", 10).series_ended, 1U);
  EXPECT_EQ(points("load").back().value, 7);
  EXPECT_TRUE(is_stale(points("heat").back().value));
  EXPECT_EQ(points("heat").back().time, at_seconds(10));
}

TEST_F(ScrapeCacheTest, EndsAllThatItInheritedWhenTheFirstScrapeFails) {
  const core::Labels load{{"__name__", "load"}, {"job", "node"}};
  testing::append(store_, load, at_seconds(1), 5);
  cache_.inherit({load});
  EXPECT_EQ(cache_.end_all(at_seconds(10)), 1U);
  EXPECT_TRUE(is_stale(points("load").back().value));
}

}  // namespace
}  // namespace silicon::series
