#include "alerting/scrape/ingestion.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/support/alerting/relabel_helpers.hpp"
#include "tests/support/points.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::scrape {
namespace {

using core::Labels;
using series::Point;
using testing::at_seconds;
using namespace std::chrono_literals;

class IngestionTest : public ::testing::Test {
 protected:
  static std::shared_ptr<const Job> made(Job job) {
    job.name = "node";
    return std::make_shared<const Job>(std::move(job));
  }

  static Target target() {
    Target target;
    target.job = "node";
    target.labels = {{"instance", "h:1"}, {"job", "node"}};
    return target;
  }

  static Response page(std::string body, std::string type = "text/plain") {
    Response response;
    response.begun = at_seconds(1);
    response.duration = 250ms;
    response.status = 200;
    response.content_type = std::move(type);
    response.body = std::move(body);
    return response;
  }

  static Response failure(std::string words) {
    Response response;
    response.begun = at_seconds(2);
    response.duration = 1s;
    response.failure = std::move(words);
    return response;
  }

  void use(Job job) { ingestion_.emplace(store_, made(std::move(job)), target()); }

  series::ScrapeReport take(const Response& response, std::int64_t second) {
    return ingestion_->take(response, at_seconds(second));
  }

  std::vector<Point> points(const std::string& name) {
    const auto held = testing::contents(store_, testing::named(name));
    return held.empty() ? std::vector<Point>() : held.begin()->second;
  }

  double last(const std::string& name) {
    const auto held = points(name);
    return held.empty() ? -1 : held.back().value;
  }

  bool is_ended(const std::string& name) { return series::is_stale(last(name)); }

  series::Store store_{series::StoreLimits{}};
  std::optional<Ingestion> ingestion_ =
      std::optional<Ingestion>(std::in_place, store_, made({}), target());
};

TEST_F(IngestionTest, KnowsNothingBeforeTheFirstScrape) {
  EXPECT_EQ(ingestion_->status().health, Health::unknown);
  EXPECT_EQ(ingestion_->status().last_scrape, std::nullopt);
}

TEST_F(IngestionTest, StoresAPageAndWhatIsToBeSaidOfIt) {
  take(page("a{x=\"1\"} 5\nb 6\n"), 10);
  const Labels a = {{"__name__", "a"}, {"instance", "h:1"}, {"job", "node"}, {"x", "1"}};
  EXPECT_EQ(testing::contents(store_).at(a), (std::vector<Point>{{at_seconds(10), 5}}));
  EXPECT_EQ(points("up"), (std::vector<Point>{{at_seconds(10), 1}}));
  EXPECT_EQ(last("scrape_duration_seconds"), 0.25);
  EXPECT_EQ(last("scrape_samples_scraped"), 2);
  EXPECT_EQ(last("scrape_samples_post_metric_relabeling"), 2);
  EXPECT_EQ(last("scrape_series_added"), 2);
  EXPECT_EQ(testing::contents(store_, testing::named("up")).begin()->first,
            (Labels{{"__name__", "up"}, {"instance", "h:1"}, {"job", "node"}}));
}

TEST_F(IngestionTest, KeepsTheTargetsHealth) {
  take(page("a 1\n"), 10);
  EXPECT_EQ(ingestion_->status().health, Health::up);
  EXPECT_EQ(ingestion_->status().last_error, "");
  EXPECT_EQ(ingestion_->status().last_scrape, at_seconds(1));
  EXPECT_EQ(ingestion_->status().last_duration, core::SteadyDuration(250ms));
  take(failure("connection refused"), 20);
  EXPECT_EQ(ingestion_->status().health, Health::down);
  EXPECT_EQ(ingestion_->status().last_error, "connection refused");
}

TEST_F(IngestionTest, EndsAllSeriesWhenAScrapeFails) {
  take(page("a 1\nb 1\n"), 10);
  const auto report = take(failure("timed out"), 20);
  EXPECT_EQ(report.series_ended, 2U);
  EXPECT_TRUE(is_ended("a"));
  EXPECT_EQ(points("a").back().time, at_seconds(20));
  EXPECT_EQ(points("up").back(), (Point{at_seconds(20), 0}));
  EXPECT_EQ(last("scrape_duration_seconds"), 1);
  EXPECT_EQ(last("scrape_samples_scraped"), 0);
  EXPECT_EQ(last("scrape_series_added"), 0);
}

TEST_F(IngestionTest, EndsSeriesThatVanish) {
  take(page("a 1\nb 1\n"), 10);
  take(page("b 2\n"), 20);
  EXPECT_TRUE(is_ended("a"));
  EXPECT_EQ(last("b"), 2);
  EXPECT_EQ(last("up"), 1);
}

TEST_F(IngestionTest, APageWithAMistakeIsAFailedScrape) {
  take(page("a 1\n"), 10);
  take(page("a 2\nb 2\nc{ 3\n"), 20);
  EXPECT_TRUE(is_ended("a"));
  EXPECT_TRUE(points("b").empty());
  EXPECT_EQ(last("up"), 0);
  EXPECT_EQ(last("scrape_samples_scraped"), 2) << "up to the mistake";
  EXPECT_TRUE(ingestion_->status().last_error.starts_with("line 3: "));
}

TEST_F(IngestionTest, RefusesWhatIsNoPage) {
  take(page("<html>", "text/html"), 10);
  EXPECT_EQ(last("up"), 0);
  Response response = page("a 1\n");
  response.status = 500;
  take(response, 20);
  EXPECT_EQ(ingestion_->status().last_error, "server returned HTTP status 500");
  EXPECT_TRUE(points("a").empty());
}

TEST_F(IngestionTest, ReadsOpenMetrics) {
  take(page("# TYPE a counter\na_total 3\n# EOF\n", "application/openmetrics-text"), 10);
  EXPECT_EQ(last("a_total"), 3);
}

TEST_F(IngestionTest, MakesOneSeriesOfOneBucketInAnySpelling) {
  take(page("# TYPE h histogram\nh_bucket{le=\"1\"} 1\n"), 10);
  take(page("# TYPE h histogram\nh_bucket{le=\"1.0\"} 2\n"), 20);
  EXPECT_EQ(points("h_bucket"), (std::vector<Point>{{at_seconds(10), 1}, {at_seconds(20), 2}}));
}

TEST_F(IngestionTest, BeyondTheSampleLimitNothingIsStored) {
  Job job;
  job.limits.samples = 2;
  job.metric_relabel =
      testing::rules({{.source_labels = {"__name__"}, .regex = "dropped", .action = "drop"}});
  use(std::move(job));
  take(page("a 1\ndropped 1\nb 1\n"), 10);
  EXPECT_EQ(last("up"), 1);
  EXPECT_EQ(last("scrape_samples_scraped"), 3);
  EXPECT_EQ(last("scrape_samples_post_metric_relabeling"), 2);
  take(page("a 1\nb 1\nc 1\n"), 20);
  EXPECT_EQ(last("up"), 0);
  EXPECT_TRUE(is_ended("a"));
  EXPECT_TRUE(points("c").empty());
  EXPECT_EQ(last("scrape_samples_scraped"), 3);
  EXPECT_EQ(last("scrape_samples_post_metric_relabeling"), 3);
  EXPECT_EQ(ingestion_->status().last_error, "sample limit exceeded: 3 samples, 2 are allowed");
}

TEST_F(IngestionTest, BeyondALabelLimitNothingIsStored) {
  Job job;
  job.limits.labels = 3;
  use(std::move(job));
  take(page("a 1\nb{x=\"1\"} 1\n"), 10);
  EXPECT_EQ(last("up"), 0);
  EXPECT_EQ(last("scrape_samples_scraped"), 2) << "the one refused counts, as in Prometheus";
  EXPECT_TRUE(points("a").empty());
}

TEST_F(IngestionTest, HonoursTimestampsOnlyWhenTold) {
  take(page("a 1 5000\n"), 10);
  EXPECT_EQ(points("a"), (std::vector<Point>{{at_seconds(5), 1}}));
  Job job;
  job.honor_timestamps = false;
  use(std::move(job));
  take(page("b 1 5000\n"), 10);
  EXPECT_EQ(points("b"), (std::vector<Point>{{at_seconds(10), 1}}));
}

TEST_F(IngestionTest, TakesTheFirstOfTwoSamplesOfOneSeries) {
  const auto report = take(page("a 1\na 2\n"), 10);
  EXPECT_EQ(report.duplicates, 1U);
  EXPECT_EQ(points("a"), (std::vector<Point>{{at_seconds(10), 1}}));
  EXPECT_EQ(last("up"), 1) << "as in Prometheus";
}

TEST_F(IngestionTest, RefusesBytesThatAreNoText) {
  take(page("a{x=\"\xff\xfe\"} 1\n"), 10);
  EXPECT_EQ(last("up"), 0);
  EXPECT_NE(ingestion_->status().last_error.find("UTF-8"), std::string::npos);
}

TEST_F(IngestionTest, TakesPagesThatChangeTheirTypes) {
  take(page("# TYPE a gauge\na 1\n"), 10);
  take(page("# TYPE a counter\na 2\n"), 20);
  EXPECT_EQ(points("a").size(), 2U);
  EXPECT_EQ(ingestion_->metadata().find("a")->type, core::MetricType::counter);
}

TEST_F(IngestionTest, KeepsTheMetadataOfTheLastGoodPage) {
  take(page("# HELP a one\na 1\n"), 10);
  take(page("# HELP b two\nb{\n"), 20);
  ASSERT_NE(ingestion_->metadata().find("a"), nullptr);
  EXPECT_EQ(ingestion_->metadata().find("a")->help, "one");
}

TEST_F(IngestionTest, EndsEverythingWhenTheTargetIsGone) {
  take(page("a 1\n"), 10);
  ingestion_->end(at_seconds(20));
  for (const char* name : {"a", "up", "scrape_duration_seconds", "scrape_samples_scraped",
                           "scrape_samples_post_metric_relabeling", "scrape_series_added"}) {
    EXPECT_TRUE(is_ended(name)) << name;
  }
}

TEST_F(IngestionTest, FollowsAReloadedJob) {
  take(page("a 1\nb 1\n"), 10);
  Job job;
  job.metric_relabel =
      testing::rules({{.source_labels = {"__name__"}, .regex = "b", .action = "drop"}});
  ingestion_->adopt(made(std::move(job)));
  take(page("a 2\nb 2\n"), 20);
  EXPECT_EQ(last("a"), 2);
  EXPECT_TRUE(is_ended("b"));
}

TEST_F(IngestionTest, WritesItsOwnSeriesAgainWhenTheStoreHasDroppedThem) {
  take(page("a 1\n"), 10);
  store_.expire(at_seconds(1'000'000));
  store_.expire(at_seconds(1'000'060));
  take(page("a 2\n"), 1'000'100);
  EXPECT_EQ(points("up"), (std::vector<Point>{{at_seconds(1'000'100), 1}}));
}

TEST_F(IngestionTest, GoesOnInAFullStore) {
  series::StoreLimits limits;
  limits.max_series = 1;
  store_.set_limits(limits);
  const auto report = take(page("a 1\nb 1\n"), 10);
  EXPECT_EQ(report.stored, 1U);
  EXPECT_EQ(report.refused, 1U);
  EXPECT_EQ(ingestion_->status().health, Health::up);
  EXPECT_TRUE(points("up").empty());
  store_.set_limits({});
  take(page("a 2\nb 2\n"), 20);
  EXPECT_EQ(last("b"), 2);
  EXPECT_EQ(last("up"), 1);
}

}  // namespace
}  // namespace silicon::scrape
