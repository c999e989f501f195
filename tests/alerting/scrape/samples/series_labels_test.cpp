#include "alerting/scrape/samples/series_labels.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/relabel_helpers.hpp"

namespace silicon::scrape {
namespace {

using core::Labels;
using core::MetricType;

const Labels kTarget = {{"instance", "h:1"}, {"job", "node"}};

core::Result<std::optional<Labels>> labelled(std::string_view text, const Job& job = {},
                                             MetricType type = MetricType::unknown,
                                             const Labels& target = kTarget) {
  const auto series = core::parse_series(text, core::ExpositionFormat::text);
  if (!series) return series.error();
  return series_labels(*series, type, target, job);
}

Labels labels(std::string_view text, const Job& job = {}, MetricType type = MetricType::unknown,
              const Labels& target = kTarget) {
  const auto result = labelled(text, job, type, target);
  EXPECT_TRUE(result) << (result ? "" : result.error().message());
  return result ? result->value_or(Labels()) : Labels();
}

std::string problem(std::string_view text, const Job& job) {
  const auto result = labelled(text, job);
  return result ? "" : result.error().message();
}

Job honouring() {
  Job job;
  job.honor_labels = true;
  return job;
}

TEST(SeriesLabels, AreThePagesAndTheTargets) {
  EXPECT_EQ(labels("up{zone=\"a\"}"),
            (Labels{{"__name__", "up"}, {"instance", "h:1"}, {"job", "node"}, {"zone", "a"}}));
}

TEST(SeriesLabels, ThePagesOwnLiveOnAsExportedOnes) {
  EXPECT_EQ(
      labels("up{job=\"page\"}"),
      (Labels{{"__name__", "up"}, {"exported_job", "page"}, {"instance", "h:1"}, {"job", "node"}}));
}

TEST(SeriesLabels, FindAFreeNameForWhatTheyExport) {
  const Labels both = labels("up{job=\"1\",exported_job=\"2\"}");
  EXPECT_EQ(both.get("exported_job"), "2");
  EXPECT_EQ(both.get("exported_exported_job"), "1");
}

// From Prometheus's scrape_test.go: the shorter name gets its place first.
TEST(SeriesLabels, ExportTheShortestNamesFirst) {
  const Labels target = {{"foo", "t1"}, {"exported_foo", "t2"}, {"exported_exported_foo", "t3"}};
  const Labels all = labels("up{foo=\"p1\",exported_foo=\"p2\",exported_exported_foo=\"p3\"}", {},
                            MetricType::unknown, target);
  EXPECT_EQ(all, (Labels{{"__name__", "up"},
                         {"foo", "t1"},
                         {"exported_foo", "t2"},
                         {"exported_exported_foo", "t3"},
                         {"exported_exported_exported_foo", "p1"},
                         {"exported_exported_exported_exported_foo", "p2"},
                         {"exported_exported_exported_exported_exported_foo", "p3"}}));
}

TEST(SeriesLabels, ThePageWinsWhereItIsHonoured) {
  EXPECT_EQ(labels("up{job=\"page\"}", honouring()),
            (Labels{{"__name__", "up"}, {"instance", "h:1"}, {"job", "page"}}));
}

TEST(SeriesLabels, AnHonouredPageMayRefuseALabelOfItsTarget) {
  EXPECT_EQ(labels("up{instance=\"\"}", honouring()),
            (Labels{{"__name__", "up"}, {"job", "node"}}));
  EXPECT_EQ(labels("up{instance=\"\"}").get("instance"), "h:1");
}

TEST(SeriesLabels, WriteBucketsAndQuantilesInOneWay) {
  EXPECT_EQ(labels("a_bucket{le=\"1\"}", {}, MetricType::histogram).get("le"), "1.0");
  EXPECT_EQ(labels("a_bucket{le=\"+Inf\"}", {}, MetricType::histogram).get("le"), "+Inf");
  EXPECT_EQ(labels("a{quantile=\"0.50\"}", {}, MetricType::summary).get("quantile"), "0.5");
}

TEST(SeriesLabels, LeaveAloneWhatIsNoBucketOfAHistogram) {
  EXPECT_EQ(labels("a{le=\"1\"}", {}, MetricType::gauge).get("le"), "1");
  EXPECT_EQ(labels("a{quantile=\"1\"}", {}, MetricType::histogram).get("quantile"), "1");
  EXPECT_EQ(labels("a_bucket{le=\"many\"}", {}, MetricType::histogram).get("le"), "many");
}

TEST(SeriesLabels, AreRelabelledLast) {
  Job job;
  job.metric_relabel = testing::rules({
      {.source_labels = {"__name__"}, .regex = "go_.*", .action = "drop"},
      {.source_labels = {"__name__", "job"}, .target_label = "seen"},
  });
  EXPECT_EQ(labels("up", job).get("seen"), "up;node");
  const auto dropped = labelled("go_threads", job);
  ASSERT_TRUE(dropped);
  EXPECT_FALSE(dropped->has_value());
}

TEST(SeriesLabels, MustKeepAName) {
  Job job;
  job.metric_relabel = testing::rules({{.regex = "__name__", .action = "labeldrop"}});
  EXPECT_EQ(problem("up", job), "missing metric name (__name__ label)");
}

TEST(SeriesLabels, KeepToTheJobsLimits) {
  Job job;
  job.limits.labels = 3;
  EXPECT_EQ(problem("up", job), "");
  EXPECT_EQ(problem("up{a=\"1\"}", job),
            "label_limit exceeded (metric: \"up\", number of labels: 4, limit: 3)");
  job.limits = {};
  job.limits.label_name_bytes = 8;
  EXPECT_EQ(problem("up{aaaaaaaa=\"1\"}", job), "");
  EXPECT_EQ(
      problem("up{aaaaaaaaa=\"1\"}", job),
      "label_name_length_limit exceeded (metric: \"up\", label name: \"aaaaaaaaa\", length: 9, "
      "limit: 8)");
  job.limits = {};
  job.limits.label_value_bytes = 4;
  EXPECT_EQ(problem("up{a=\"12345\"}", job),
            "label_value_length_limit exceeded (metric: \"up\", label name: \"a\", length: 5, "
            "limit: 4)");
}

TEST(ReportLabels, AreTheTargetsWithAName) {
  EXPECT_EQ(report_labels("up", kTarget), kTarget.with("__name__", "up"));
}

}  // namespace
}  // namespace silicon::scrape
