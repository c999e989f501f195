#include "alerting/config/sections/scrape.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/config_reading.hpp"

namespace silicon::config {
namespace {

using namespace std::chrono_literals;
using scrape::Job;
using testing::mentions;

Job job(const std::string& keys, const std::string& global = "{}") {
  const Config config = testing::sound_config("global: " + global +
                                              "\nscrape_configs:\n- job_name: j\n  " + keys + "\n");
  return config.scrapes.empty() ? Job{} : config.scrapes[0].job;
}

std::string problem(const std::string& keys, const std::string& global = "{}") {
  return testing::config_problems("global: " + global + "\nscrape_configs:\n- job_name: j\n  " +
                                  keys + "\n");
}

TEST(ScrapeSection, HasPrometheusesDefaults) {
  const Job read = job("scheme: http");
  EXPECT_EQ(read.name, "j");
  EXPECT_EQ(read.interval, 1min);
  EXPECT_EQ(read.timeout, 10s);
  EXPECT_EQ(read.metrics_path, "/metrics");
  EXPECT_EQ(read.scheme, "http");
  EXPECT_FALSE(read.honor_labels);
  EXPECT_TRUE(read.honor_timestamps);
  EXPECT_EQ(read.protocols.size(), 4U);
  EXPECT_EQ(read.body_limit, scrape::kDefaultBodyLimit);
}

TEST(ScrapeSection, ReadsEveryKey) {
  const Job read = job(R"(scrape_interval: 15s
  scrape_timeout: 5s
  metrics_path: /probe
  scheme: https
  params: { module: [http_2xx], target: [a, b] }
  honor_labels: true
  honor_timestamps: false
  track_timestamps_staleness: true
  scrape_protocols: [PrometheusText0.0.4]
  fallback_scrape_protocol: OpenMetricsText1.0.0
  body_size_limit: 15MB
  sample_limit: 100
  target_limit: 7
  label_limit: 30
  label_name_length_limit: 200
  label_value_length_limit: 300
  metric_relabel_configs: [{ action: labeldrop, regex: x }])");
  EXPECT_EQ(read.interval, 15s);
  EXPECT_EQ(read.timeout, 5s);
  EXPECT_EQ(read.metrics_path, "/probe");
  EXPECT_EQ(read.scheme, "https");
  EXPECT_EQ(read.params.at("target"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(read.honor_labels);
  EXPECT_FALSE(read.honor_timestamps);
  EXPECT_TRUE(read.track_timestamps_staleness);
  EXPECT_EQ(read.protocols, std::vector{scrape::Protocol::text_0_0_4});
  EXPECT_EQ(read.fallback_format, core::ExpositionFormat::openmetrics);
  EXPECT_EQ(read.body_limit, 15U << 20);
  EXPECT_EQ(read.limits.samples, 100U);
  EXPECT_EQ(read.target_limit, 7U);
  EXPECT_EQ(read.limits.labels, 30U);
  EXPECT_EQ(read.limits.label_name_bytes, 200U);
  EXPECT_EQ(read.limits.label_value_bytes, 300U);
  EXPECT_EQ(read.metric_relabel.size(), 1U);
}

TEST(ScrapeSection, SaysThatNoLimitIsOneHere) {
  const Config config = testing::sound_config(
      "scrape_configs:\n- job_name: j\n  body_size_limit: 0\n- job_name: k\n");
  EXPECT_EQ(config.scrapes.at(0).job.body_limit, scrape::kDefaultBodyLimit);
  ASSERT_EQ(config.notes.size(), 1U);
  EXPECT_TRUE(testing::mentions(config.notes[0], ":3:20: scrape_configs[0].body_size_limit"));
}

TEST(ScrapeSection, TakesFromGlobalWhatAJobDoesNotSay) {
  const std::string global =
      "{ scrape_interval: 30s, scrape_timeout: 20s, sample_limit: 5, body_size_limit: 1MB }";
  EXPECT_EQ(job("scheme: http", global).interval, 30s);
  EXPECT_EQ(job("scheme: http", global).timeout, 20s);
  EXPECT_EQ(job("scheme: http", global).limits.samples, 5U);
  EXPECT_EQ(job("scheme: http", global).body_limit, 1U << 20);
  EXPECT_EQ(job("sample_limit: 9", global).limits.samples, 9U);
  EXPECT_EQ(job("scrape_interval: 10s", global).timeout, 10s) << "cut to the interval";
}

TEST(ScrapeSection, CutsTheDefaultTimeoutToAShortInterval) {
  EXPECT_EQ(job("scrape_interval: 1s").timeout, 1s);
  EXPECT_EQ(job("scheme: http", "{ scrape_interval: 2s }").timeout, 2s);
}

TEST(ScrapeSection, RefusesTimeoutsBeyondTheInterval) {
  EXPECT_TRUE(mentions(problem("scrape_timeout: 2m"),
                       "is longer than the scrape interval, 1m, which is the global one"));
  EXPECT_TRUE(mentions(problem("scrape_interval: 5s\n  scrape_timeout: 6s"),
                       "is longer than the scrape interval, 5s"));
  EXPECT_TRUE(mentions(problem("scheme: http", "{ scrape_timeout: 2m }"),
                       "a.yml:1:27: global.scrape_timeout: is longer"));
  EXPECT_TRUE(mentions(problem("scrape_interval: 0s"), "must be at least"));
}

TEST(ScrapeSection, NeedsNamesThatDiffer) {
  EXPECT_EQ(testing::config_problems("scrape_configs: [{ job_name: a }, { job_name: a }, {}]"),
            "a.yml:1:47: scrape_configs[1].job_name: there is another job named \"a\"\n"
            "a.yml:1:52: scrape_configs[2]: \"job_name\" is missing");
  EXPECT_TRUE(mentions(testing::config_problems("scrape_configs: [{ job_name: '' }]"),
                       "job_name: must not be empty"));
}

TEST(ScrapeSection, KnowsProtocols) {
  EXPECT_TRUE(mentions(problem("scrape_protocols: [Text]"), "unknown protocol \"Text\""));
  EXPECT_TRUE(mentions(problem("scrape_protocols: []"), "must not be empty"));
  EXPECT_TRUE(mentions(problem("fallback_scrape_protocol: Text"), "unknown protocol \"Text\""));
  EXPECT_EQ(job("scrape_protocols: [PrometheusProto]").protocols.size(), 4U);
}

TEST(ScrapeSection, RefusesParametersThatAreNoLists) {
  EXPECT_TRUE(mentions(problem("params: { module: http_2xx }"),
                       "params: \"module\" must be a list of texts"));
  EXPECT_TRUE(mentions(problem("params: [a]"), "must be a map of names to lists of texts"));
}

TEST(ScrapeSection, NotesWhatConcernsHistogramsInPrometheusOnly) {
  const Config config = testing::sound_config(
      "scrape_configs: [{ job_name: j, always_scrape_classic_histograms: true }]");
  ASSERT_EQ(config.notes.size(), 1U);
  EXPECT_EQ(config.notes[0],
            "/etc/silicon/alerter.yml:1:67: scrape_configs[0].always_scrape_classic_histograms: is "
            "ignored: histograms are classic ones here, and stay so");
}

}  // namespace
}  // namespace silicon::config
