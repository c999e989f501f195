// One table per rule that OpenMetrics has for the samples of a family, seen through whole pages of
// our own.
#include "exporter/core/exposition/check.hpp"

#include <gtest/gtest.h>

#include "tests/exporter/core/exposition/openmetrics_pages.hpp"

namespace silicon::core {
namespace {

TEST(FamilyCheck, RefusesCountersThatCannotBe) {
  expect_parsed({"# TYPE a counter\na_total 9223372036854775808\n", "# TYPE a counter\na_total 0\n",
                 "# TYPE a counter\na_total 1.5\n", "# TYPE a counter\na_total +Inf\n"});
  expect_refused({{"# TYPE a counter\na_total NaN\n", "cannot be NaN"},
                  {"# TYPE a counter\na_total -1\n", "cannot be negative"}});
}

TEST(FamilyCheck, TakesGaugesOfAnyValue) {
  expect_parsed({"# TYPE a gauge\na NaN\n", "# TYPE a gauge\na{b=\"1\"} +Inf\na{b=\"2\"} -Inf\n",
                 "a -1\n", "# TYPE a gauge\na 0000000000000000000000000000001.2e-1\n"});
}

TEST(FamilyCheck, WantsStatesToBeZeroOrOneAndNamed) {
  expect_parsed({"# TYPE a stateset\na{a=\"on\"} 0\na{a=\"off\"} 1.0\n"});
  expect_refused({{"# TYPE a stateset\na 0\n", "a state needs its name in the label a"},
                  {"# TYPE a stateset\na{b=\"on\"} 0\n", "a state needs its name"},
                  {"# TYPE a stateset\na{a=\"on\"} 2\n", "a state is 0 or 1"},
                  {"# TYPE a stateset\na{a=\"on\"} NaN\n", "a state is 0 or 1"}});
}

TEST(FamilyCheck, WantsInfosToBeOne) {
  expect_parsed({"# TYPE a info\na_info{v=\"1\"} 1\na_info{v=\"2\"} 1.0\n",
                 "# TYPE a info\na_info{v=\"1\"} 1 5\na_info{v=\"2\"} 1 4\n",
                 // Which labels tell the things from one another, only the target knows.
                 "# TYPE a info\na_info{v=\"1\"} 1 4\na_info{v=\"2\"} 1 4\na_info{v=\"1\"} 1 5\n"});
  expect_refused({{"# TYPE a info\na_info{v=\"1\"} 2\n", "an info is always 1"},
                  {"# TYPE a info\na_info NaN\n", "an info is always 1"}});
}

TEST(FamilyCheck, ChecksSummaries) {
  expect_parsed(
      {"# TYPE a summary\na_count 1\na_sum 2\n",
       "# TYPE a summary\na_count 1\na_sum 2\na{quantile=\"0.5\"} 0.7\na{quantile=\"1\"} NaN\n",
       "# TYPE a summary\na{quantile=\"0\"} 0\n"});
  expect_refused({{"# TYPE a summary\na 0\n", "a quantile needs a number"},
                  {"# TYPE a summary\na{quantile=\"-1\"} 0\n", "a quantile needs a number"},
                  {"# TYPE a summary\na{quantile=\"1.01\"} 0\n", "a quantile needs a number"},
                  {"# TYPE a summary\na{quantile=\"foo\"} 0\n", "a quantile needs a number"},
                  {"# TYPE a summary\na{quantile=\"NaN\"} 0\n", "a quantile needs a number"},
                  {"# TYPE a summary\na{quantile=\"0.5\"} -1\n", "a quantile cannot be negative"},
                  {"# TYPE a summary\na_sum NaN\n", "cannot be NaN"},
                  {"# TYPE a summary\na_sum -1\n", "cannot be negative"},
                  {"# TYPE a summary\na_count NaN\n", "cannot be NaN"},
                  {"# TYPE a summary\na_count -1\n", "cannot be negative"},
                  {"# TYPE a summary\na_count 1.5\n", "a count must be a whole number"}});
}

TEST(FamilyCheck, TakesHistogramsWithAndWithoutASum) {
  expect_parsed(
      {"# TYPE a histogram\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 3\na_count 3\na_sum 2\n",
       "# TYPE a histogram\na_count 3\na_sum 2\na_bucket{le=\"+Inf\"} 3\n",
       "# TYPE a histogram\na_bucket{le=\"1e-4\"} 0\na_bucket{le=\"+Inf\"} 3\n",
       "# TYPE a histogram\na_bucket{le=\"-1\"} 0\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 3\n",
       "# TYPE a histogram\na_bucket{b=\"1\",le=\"+Inf\"} 0\na_bucket{b=\"2\",le=\"+Inf\"} 0\n",
       "# TYPE a histogram\na_bucket{le=\"+Inf\"} 3\na_count 3\na_sum 2\na_created 1.5\n"});
}

TEST(FamilyCheck, ChecksHistogramBuckets) {
  expect_refused(
      {{"# TYPE a histogram\na_bucket 0\n", "a bucket needs a number as its label le"},
       {"# TYPE a histogram\na_bucket{le=\"x\"} 0\n", "a bucket needs a number"},
       {"# TYPE a histogram\na_bucket{le=\"NaN\"} 0\n", "a bucket needs a number"},
       {"# TYPE a histogram\na_bucket{le=\"+INF\"} 0\n", "a bucket needs a number"},
       {"# TYPE a histogram\na_bucket{le=\"Inf\"} 0\n", "a bucket needs a number"},
       {"# TYPE a histogram\na_bucket{le=\"+Inf\"} NaN\n", "cannot be NaN"},
       {"# TYPE a histogram\na_bucket{le=\"+Inf\"} -1\n", "cannot be negative"},
       {"# TYPE a histogram\na_bucket{le=\"+Inf\"} 0.5\n", "a count must be a whole number"},
       {"# TYPE a histogram\na_bucket{le=\"+Inf\"} +Inf\n", "a count must be a whole number"},
       {"# TYPE a histogram\na_bucket{le=\"1\"} 0\n", "le=\"+Inf\" is missing"},
       {"# TYPE a histogram\na_bucket{b=\"1\",le=\"1\"} 0\na_bucket{b=\"2\",le=\"+Inf\"} 0\n",
        "le=\"+Inf\" is missing"},
       {"# TYPE a histogram\na_bucket{le=\"2\"} 0\na_bucket{le=\"1\"} 0\na_bucket{le=\"+Inf\"} 0\n",
        "the buckets are out of order"},
       {"# TYPE a histogram\na_bucket{le=\"1\"} 0\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} "
        "0\n",
        "the buckets are out of order"},
       {"# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 0\n",
        "a bucket has less than the one below it"}});
}

TEST(FamilyCheck, ChecksHistogramSumsAndCounts) {
  expect_refused(
      {{"# TYPE a histogram\na_sum 1\n", "le=\"+Inf\" is missing"},
       {"# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\na_sum 0\n", "there is a sum but no count"},
       {"# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\na_count 0\n", "there is a count but no sum"},
       {"# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\na_count 1\na_sum 0\n", "the count differs"},
       {"# TYPE a histogram\na_count 1\na_sum 0\na_bucket{le=\"+Inf\"} 0\n", "the count differs"},
       {"# TYPE a histogram\na_bucket{le=\"-1\"} 0\na_bucket{le=\"+Inf\"} 0\na_sum 0\na_count 0\n",
        "cannot have a sum"},
       {"# TYPE a histogram\na_sum NaN\n", "cannot be NaN"},
       {"# TYPE a histogram\na_sum -1\n", "cannot be negative"},
       {"# TYPE a histogram\na_count NaN\n", "cannot be NaN"},
       {"# TYPE a histogram\na_count -1\n", "cannot be negative"}});
}

TEST(FamilyCheck, ChecksGaugeHistograms) {
  expect_parsed(
      {"# TYPE a gaugehistogram\na_bucket{le=\"1\"} 0\na_bucket{le=\"+Inf\"} 3\na_gcount 3\na_gsum "
       "2\n",
       "# TYPE a gaugehistogram\na_bucket{le=\"-1\"} 1\na_bucket{le=\"+Inf\"} 3\na_gcount "
       "3\na_gsum -5\n"});
  expect_refused(
      {{"# TYPE a gaugehistogram\na_bucket 0\n", "a bucket needs a number"},
       {"# TYPE a gaugehistogram\na_gsum 1\n", "le=\"+Inf\" is missing"},
       {"# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 0\na_gsum 0\n", "a sum but no count"},
       {"# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 0\na_gcount 0\n", "a count but no sum"},
       {"# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gsum -1\na_gcount 1\n",
        "the sum is negative though no bound is"},
       {"# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} NaN\n", "cannot be NaN"},
       {"# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gsum NaN\n", "cannot be NaN"},
       {"# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gcount -1\n", "cannot be negative"}});
}

TEST(FamilyCheck, WantsTheSamplesOfAMetricTogether) {
  expect_refused(
      {{"# TYPE a histogram\na_bucket{b=\"1\",le=\"+Inf\"} 0\na_bucket{b=\"2\",le=\"+Inf\"} 0\n"
        "a_count{b=\"1\"} 0\n",
        "must stand together"},
       {"# TYPE a gaugehistogram\na_bucket{b=\"1\",le=\"+Inf\"} 0\na_bucket{b=\"2\",le=\"+Inf\"} "
        "0\n"
        "a_gcount{b=\"1\"} 0\n",
        "must stand together"},
       {"# TYPE a summary\na{quantile=\"0\"} 0\na_sum{b=\"1\"} 0\na{quantile=\"1\"} 0\n",
        "must stand together"},
       {"# TYPE a counter\na_total{b=\"1\"} 0\na_total{b=\"2\"} 0\na_created{b=\"1\"} 0\n",
        "must stand together"},
       {"# TYPE a stateset\na{a=\"x\",b=\"1\"} 0\na{a=\"x\",b=\"2\"} 0\na{a=\"y\",b=\"1\"} 0\n",
        "must stand together"}});
}

TEST(FamilyCheck, RefusesTheSameSeriesTwice) {
  expect_refused(
      {{"a 1\na 1\n", "the same series is there twice"},
       {"# TYPE a gauge\na{b=\"1\"} 1\na{b=\"1\"} 2\n", "the same series is there twice"},
       {"# TYPE a info\na_info{b=\"1\"} 1\na_info{b=\"1\"} 1\n", "there twice"}});
  expect_refused(
      {{"# TYPE a summary\na{quantile=\"0.5\"} 1\na{quantile=\"0.50\"} 2\n", "there twice"}});
  expect_parsed({"# TYPE a counter\na_total{b=\"x\"} 1\na_total{b=\"\"} 2\n"});
}

TEST(FamilyCheck, WantsTimestampsInOrder) {
  expect_parsed({"# TYPE a gauge\na 1 1\na 2 2\n",
                 "# TYPE a gauge\na 1 0.0000000001\na 2 0.000000001\n",
                 "# TYPE a gauge\na{b=\"1\"} 1 5\na{b=\"2\"} 1 4\n"});
  expect_refused({{"# TYPE a gauge\na 0 -1\na 0 -2\n", "the timestamps of a metric went back"},
                  {"# TYPE a gauge\na 0 1.1\na 0 1\n", "the timestamps of a metric went back"},
                  {"# TYPE a gauge\na 0 1\na 0 0\n", "the timestamps of a metric went back"},
                  {"# TYPE a gauge\na 0\na 0 0\n", "have timestamps or none"},
                  {"# TYPE a gauge\na 0 0\na 0\n", "have timestamps or none"}});
}

TEST(FamilyCheck, AllowsExemplarsOnCountersAndBucketsOnly) {
  expect_parsed({"# TYPE a counter\na_total 1 # {b=\"c\"} 0.5\n",
                 "# TYPE a counter\na_total{} 1 5 # {b=\"c\"} 0.5\n",
                 "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 0.5 5\n",
                 "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1 # {} 0.5 5\n"});
  expect_refused(
      {{"# TYPE a gauge\na 1 # {b=\"c\"} 1\n", "only counters and buckets can have exemplars"},
       {"# TYPE a info\na_info 1 # {b=\"c\"} 1\n", "only counters and buckets"},
       {"# TYPE a stateset\na{a=\"b\"} 1 # {b=\"c\"} 1\n", "only counters and buckets"},
       {"# TYPE a histogram\na_sum 1 # {b=\"c\"} 1\n", "only counters and buckets"},
       {"# TYPE a counter\na_created 1 # {b=\"c\"} 1\n", "only counters and buckets"},
       {"# TYPE a_bucket gauge\na_bucket 1 # {b=\"c\"} 1\n", "only counters and buckets"},
       {"# TYPE a counter\na_total 1 # {b=\"c\"} 0.5 NaN\n", "the timestamp is not a number"},
       {"# TYPE a counter\na_total 1 # {b=\"c\"} \n", "the value is not a number"}});
}

TEST(ClaimedNames, AreTheFamilyAndEverythingItsSamplesMayBeCalled) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(claimed_names("a", MetricType::gauge), Names{"a"});
  EXPECT_EQ(claimed_names("a", MetricType::counter), (Names{"a", "a_total", "a_created"}));
  EXPECT_EQ(claimed_names("a", MetricType::summary), (Names{"a", "a_count", "a_sum", "a_created"}));
}

}  // namespace
}  // namespace silicon::core
