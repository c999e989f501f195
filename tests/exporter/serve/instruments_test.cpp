#include "exporter/serve/instruments.hpp"

#include <gtest/gtest.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/summary.h>

#include "exporter/core/exposition/write.hpp"

namespace silicon::serve {
namespace {

using namespace std::chrono_literals;

std::string text(const core::Families& families) {
  std::string page;
  core::append_exposition(page, families, core::ExpositionFormat::text);
  return page;
}

TEST(Instruments, CountAnswersByPathAndCode) {
  Instruments instruments("1.2.3");
  instruments.answered("/metrics", 200);
  instruments.answered("/metrics", 200);
  instruments.answered("other", 404);
  const std::string page = text(instruments.families());
  EXPECT_NE(page.find("silicon_http_requests_total{code=\"200\",path=\"/metrics\"} 2\n"),
            std::string::npos);
  EXPECT_NE(page.find("silicon_http_requests_total{code=\"404\",path=\"other\"} 1\n"),
            std::string::npos);
}

TEST(Instruments, StateTheVersion) {
  EXPECT_NE(text(Instruments("1.2.3").families()).find("silicon_build_info{version=\"1.2.3\"} 1\n"),
            std::string::npos);
}

TEST(Instruments, SumUpTheTimeSpentInRendering) {
  Instruments instruments("1");
  instruments.rendered(2ms);
  instruments.rendered(3ms);
  const std::string page = text(instruments.families());
  EXPECT_NE(page.find("silicon_page_renders_total 2\n"), std::string::npos);
  EXPECT_NE(page.find("silicon_page_render_seconds_total 0.005\n"), std::string::npos);
}

TEST(FamiliesOfCollected, KeepEveryKindOfMetric) {
  prometheus::Registry registry;
  prometheus::BuildGauge().Name("g").Help("a gauge").Register(registry).Add({}).Set(-1);
  prometheus::BuildHistogram()
      .Name("h")
      .Help("")
      .Register(registry)
      .Add({{"x", "y"}}, prometheus::Histogram::BucketBoundaries{1, 2})
      .Observe(1.5);
  prometheus::BuildSummary()
      .Name("s")
      .Help("")
      .Register(registry)
      .Add({}, prometheus::Summary::Quantiles{{0.5, 0.05}})
      .Observe(4);
  EXPECT_EQ(text(families_of(registry.Collect())),
            "# HELP g a gauge\n"
            "# TYPE g gauge\n"
            "g -1\n"
            "# TYPE h histogram\n"
            "h_bucket{le=\"1.0\",x=\"y\"} 0\n"
            "h_bucket{le=\"2.0\",x=\"y\"} 1\n"
            "h_bucket{le=\"+Inf\",x=\"y\"} 1\n"
            "h_sum{x=\"y\"} 1.5\n"
            "h_count{x=\"y\"} 1\n"
            "# TYPE s summary\n"
            "s{quantile=\"0.5\"} 4\n"
            "s_sum 4\n"
            "s_count 1\n");
}

TEST(FamiliesOfCollected, StandInAStableOrder) {
  Instruments instruments("1");
  for (const char* path : {"/metrics", "/", "other", "/-/ready"}) instruments.answered(path, 200);
  const core::Families families = instruments.families();
  EXPECT_TRUE(std::is_sorted(families.begin(), families.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));
  for (const core::Family& family : families) {
    EXPECT_TRUE(std::is_sorted(family.samples.begin(), family.samples.end(),
                               [](const auto& a, const auto& b) { return a.labels < b.labels; }))
        << family.name;
  }
}

}  // namespace
}  // namespace silicon::serve
