// Pages as real programs expose them: our own text with each program's peculiarities, which readers
// of expositions have tripped over.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "exporter/core/exposition/parse.hpp"
#include "exporter/core/exposition/read.hpp"
#include "exporter/core/exposition/series.hpp"
#include "exporter/core/exposition/write.hpp"

namespace silicon::core {
namespace {

constexpr auto kText = ExpositionFormat::text;
constexpr auto kOpenMetrics = ExpositionFormat::openmetrics;

Families parsed(std::string_view page, ExpositionFormat format) {
  Result<Families> families = parse_exposition(page, format);
  EXPECT_TRUE(families) << families.error().message();
  return std::move(families).value_or({});
}

const Family* family_named(const Families& families, std::string_view name) {
  const auto found = std::find_if(families.begin(), families.end(),
                                  [&](const Family& family) { return family.name == name; });
  return found == families.end() ? nullptr : &*found;
}

// prometheus/client_golang: summaries with NaN quantiles while nothing was observed, exponents.
TEST(RealPages, OfGoProgramsParse) {
  const Families families = parsed(
      "# HELP go_gc_duration_seconds A summary of the pause duration of garbage collection "
      "cycles.\n"
      "# TYPE go_gc_duration_seconds summary\n"
      "go_gc_duration_seconds{quantile=\"0\"} NaN\n"
      "go_gc_duration_seconds{quantile=\"1\"} NaN\n"
      "go_gc_duration_seconds_sum 0\n"
      "go_gc_duration_seconds_count 0\n"
      "# HELP go_info Information about the Go environment.\n"
      "# TYPE go_info gauge\n"
      "go_info{version=\"go1.22.1\"} 1\n"
      "# HELP go_memstats_alloc_bytes_total Total number of bytes allocated, even if freed.\n"
      "# TYPE go_memstats_alloc_bytes_total counter\n"
      "go_memstats_alloc_bytes_total 1.66123456e+08\n",
      kText);
  ASSERT_EQ(families.size(), 3U);
  EXPECT_EQ(families[0].samples.size(), 4U);
  EXPECT_EQ(families[2].samples[0].value, 166123456);
}

// prometheus-cpp 1.0: blanks nowhere, numbers with seventeen digits, "Nan" in that spelling.
TEST(RealPages, OfPrometheusCppParse) {
  const Families families = parsed(
      "# HELP exposer_request_latencies Latencies of serving scrape requests, in microseconds\n"
      "# TYPE exposer_request_latencies summary\n"
      "exposer_request_latencies_count 0\n"
      "exposer_request_latencies_sum 0\n"
      "exposer_request_latencies{quantile=\"0.5\"} Nan\n"
      "# HELP latency_seconds\n"
      "# TYPE latency_seconds histogram\n"
      "latency_seconds_count{venue=\"x\"} 2\n"
      "latency_seconds_sum{venue=\"x\"} 0.10000000000000001\n"
      "latency_seconds_bucket{venue=\"x\",le=\"0.050000000000000003\"} 1\n"
      "latency_seconds_bucket{venue=\"x\",le=\"+Inf\"} 2\n",
      kText);
  ASSERT_EQ(families.size(), 2U);
  EXPECT_EQ(families[1].samples.size(), 4U);
  EXPECT_EQ(families[1].samples[1].value, 0.1);
}

// prometheus/client_python in OpenMetrics: creation times as samples, whole numbers as "5.0".
TEST(RealPages, OfPythonProgramsParse) {
  const Families families = parsed(
      "# HELP python_info Python platform information\n"
      "# TYPE python_info gauge\n"
      "python_info{implementation=\"CPython\",major=\"3\"} 1.0\n"
      "# HELP requests Requests.\n"
      "# TYPE requests counter\n"
      "requests_total{path=\"/\"} 5.0\n"
      "requests_created{path=\"/\"} 1.7000000001234567e+09\n"
      "# HELP latency_seconds Latency.\n"
      "# TYPE latency_seconds histogram\n"
      "# UNIT latency_seconds seconds\n"
      "latency_seconds_bucket{le=\"0.5\"} 1.0 # {trace_id=\"abc\"} 0.25 1.700000000123e+09\n"
      "latency_seconds_bucket{le=\"+Inf\"} 2.0\n"
      "latency_seconds_count 2.0\n"
      "latency_seconds_sum 1.5\n"
      "latency_seconds_created 1.7000000001234567e+09\n"
      "# EOF\n",
      kOpenMetrics);
  ASSERT_EQ(families.size(), 3U);
  EXPECT_EQ(families[1].name, "requests");
  EXPECT_EQ(families[2].unit, "seconds");
  ASSERT_TRUE(families[2].samples[0].exemplar);
}

// cAdvisor: a timestamp in milliseconds on every sample, and empty labels for what a cgroup lacks.
TEST(RealPages, OfCadvisorParse) {
  const Families families = parsed(
      "# HELP container_cpu_usage_seconds_total Cumulative cpu time consumed in seconds.\n"
      "# TYPE container_cpu_usage_seconds_total counter\n"
      "container_cpu_usage_seconds_total{cpu=\"total\",id=\"/\",image=\"\",name=\"\"} 1.5 "
      "1700000000123\n",
      kText);
  ASSERT_EQ(families.size(), 1U);
  const Sample& sample = families[0].samples.at(0);
  EXPECT_EQ(sample.labels, (Labels{{"cpu", "total"}, {"id", "/"}}));
  EXPECT_EQ(sample.unix_seconds, 1700000000.123);
}

// Java's simpleclient leaves a comma behind the last label.
TEST(RealPages, OfJavaProgramsParse) {
  const Families families = parsed(
      "# HELP jvm_info VM version info\n# TYPE jvm_info gauge\n"
      "jvm_info{runtime=\"OpenJDK\",vendor=\"Eclipse\",} 1.0\n",
      kText);
  ASSERT_EQ(families.size(), 1U);
  EXPECT_EQ(families[0].samples.at(0).labels.size(), 2U);
}

// windows_exporter's paths, and a mount point with a quote and a line end in it.
TEST(RealPages, WithEscapedPathsParse) {
  const Families families = parsed(
      "disk{path=\"C:\\\\Program Files\\\\x\"} 1\n"
      "disk{path=\"/mnt/a\\\"b\\nc\"} 2\n",
      kText);
  ASSERT_EQ(families.size(), 1U);
  EXPECT_EQ(families[0].samples.at(0).labels.get("path"), "C:\\Program Files\\x");
  EXPECT_EQ(families[0].samples.at(1).labels.get("path"), "/mnt/a\"b\nc");
}

// What is no exposition: the login page of a proxy, JSON, a page with the line ends of Windows.
TEST(RealPages, ThatAreNoExpositionAreRefusedAtTheirFirstLine) {
  for (const char* page : {"<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
                           "{\"status\":\"ok\",\"uptime\":5}\n", "up 1\r\n", "\x1f\x8b\x08\x01",
                           "404 page not found\n"}) {
    const auto families = parse_exposition(page, kText);
    ASSERT_FALSE(families) << page;
    EXPECT_TRUE(families.error().message().starts_with("line 1: ")) << families.error().message();
    EXPECT_FALSE(parse_exposition(page, kOpenMetrics)) << page;
  }
}

// A whole page of node_exporter 1.5, which is not part of this repository.
TEST(RealPages, OfNodeExporterSurviveBeingReadAndWritten) {
  const std::filesystem::path path =
      std::filesystem::path(SILICON_SOURCE_DIR) / "../shared/data/node_exporter-1.5-sample.metrics";
  std::ifstream file(path, std::ios::binary);
  if (!file) GTEST_SKIP() << "the page of node_exporter is not here";
  const std::string page((std::istreambuf_iterator<char>(file)), {});
  const Families families = parsed(page, kText);
  std::size_t samples = 0;
  for (const Family& family : families) samples += family.samples.size();
  EXPECT_GT(samples, 300U);
  EXPECT_NE(family_named(families, "node_cpu_seconds_total"), nullptr);

  std::size_t lines = 0;
  ExpositionReader reader(page, kText);
  for (auto entry = reader.next(); entry && *entry; entry = reader.next()) {
    const auto* const sample = std::get_if<SampleLine>(&**entry);
    if (sample == nullptr) continue;
    EXPECT_TRUE(parse_series(sample->series, kText)) << sample->series;
    ++lines;
  }
  EXPECT_EQ(lines, samples);

  std::string written;
  append_exposition(written, families, kText);
  const auto again = parse_exposition(written, kText);
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(again->size(), families.size());
}

// Go exposes a gauge x beside a counter x_total, which OpenMetrics forbids: both are the family x.
// Prometheus reads line by line and does not mind, and so does whoever uses the reader.
TEST(RealPages, OfGoInOpenMetricsAreReadButNotValid) {
  const std::string page =
      "# TYPE go_memstats_alloc_bytes gauge\ngo_memstats_alloc_bytes 1\n"
      "# TYPE go_memstats_alloc_bytes counter\ngo_memstats_alloc_bytes_total 2\n# EOF\n";
  EXPECT_FALSE(parse_exposition(page, kOpenMetrics));
  ExpositionReader reader(page, kOpenMetrics);
  int entries = 0;
  for (auto entry = reader.next();; entry = reader.next()) {
    ASSERT_TRUE(entry) << entry.error().message();
    if (!*entry) break;
    ++entries;
  }
  EXPECT_EQ(entries, 4);
}

}  // namespace
}  // namespace silicon::core
