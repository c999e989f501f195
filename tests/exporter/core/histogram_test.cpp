#include "exporter/core/histogram.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "exporter/core/numbers.hpp"

namespace silicon::core {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The samples as "suffix{le} value" words, in order.
std::string samples_of(const Histogram& histogram) {
  Family family;
  histogram.append_to(family);
  std::string text;
  for (const Sample& sample : family.samples) {
    text += text_of(sample.suffix);
    if (const auto le = sample.labels.get("le"); !le.empty()) text += "[" + std::string(le) + "]";
    text += " " + format_double(sample.value) + " ";
  }
  return text;
}

TEST(Histogram, CountsCumulativelyFromTheLowestBound) {
  Histogram histogram({0.5, 0.9});
  for (const double value : {0.1, 0.4, 0.7, 2.0}) histogram.observe(value);
  EXPECT_EQ(samples_of(histogram),
            "_bucket[0.5] 2 _bucket[0.9] 3 _bucket[+Inf] 4 _sum 3.2 _count 4 ");
}

TEST(Histogram, CountsAValueOnTheBoundIntoThatBucket) {
  Histogram histogram({0.5, 0.9});
  histogram.observe(0.5);
  EXPECT_EQ(samples_of(histogram),
            "_bucket[0.5] 1 _bucket[0.9] 1 _bucket[+Inf] 1 _sum 0.5 _count 1 ");
}

TEST(Histogram, ShowsAllBucketsBeforeAnyObservation) {
  EXPECT_EQ(samples_of(Histogram({1.0})), "_bucket[1.0] 0 _bucket[+Inf] 0 _sum 0 _count 0 ");
  EXPECT_EQ(samples_of(Histogram({})), "_bucket[+Inf] 0 _sum 0 _count 0 ");
}

TEST(Histogram, IgnoresNotANumber) {
  Histogram histogram({1.0});
  histogram.observe(std::nan(""));
  EXPECT_EQ(histogram.count(), 0U);
  EXPECT_EQ(histogram.sum(), 0.0);
}

TEST(Histogram, CountsInfinitiesIntoTheOutermostBuckets) {
  Histogram histogram({1.0});
  histogram.observe(kInfinity);
  EXPECT_EQ(samples_of(histogram), "_bucket[1.0] 0 _bucket[+Inf] 1 _sum +Inf _count 1 ");
  Histogram other({1.0});
  other.observe(-kInfinity);
  EXPECT_EQ(samples_of(other), "_bucket[1.0] 1 _bucket[+Inf] 1 _sum -Inf _count 1 ");
}

TEST(Histogram, PutsItsLabelsOnEverySample) {
  Histogram histogram({1.0}, {{"tier", "performance"}});
  Family family;
  histogram.append_to(family);
  ASSERT_EQ(family.samples.size(), 4U);
  EXPECT_EQ(family.samples[0].labels, (Labels{{"le", "1.0"}, {"tier", "performance"}}));
  EXPECT_EQ(family.samples[1].labels, (Labels{{"le", "+Inf"}, {"tier", "performance"}}));
  EXPECT_EQ(family.samples[2].labels, (Labels{{"tier", "performance"}}));
  EXPECT_EQ(family.samples[3].labels, (Labels{{"tier", "performance"}}));
}

TEST(Histogram, AppendsBehindWhatTheFamilyHasAlready) {
  const Histogram first({1.0}, {{"rail", "cpu"}});
  const Histogram second({1.0}, {{"rail", "gpu"}});
  Family family;
  first.append_to(family);
  second.append_to(family);
  ASSERT_EQ(family.samples.size(), 8U);
  EXPECT_EQ(family.samples[3].labels.get("rail"), "cpu");
  EXPECT_EQ(family.samples[4].labels.get("rail"), "gpu");
}

}  // namespace
}  // namespace silicon::core
