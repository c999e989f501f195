// CPU time to write and to read an exposition, beside prometheus-cpp's serializer over the same
// data. A program, not a test: hosts differ, ratios of one run do not. Usage: bench.exposition
// [ROUNDS]
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "exporter/core/exposition/parse.hpp"
#include "exporter/core/exposition/read.hpp"
#include "exporter/core/exposition/series.hpp"
#include "exporter/core/exposition/write.hpp"

namespace silicon {
namespace {

constexpr auto kText = core::ExpositionFormat::text;
constexpr auto kOpenMetrics = core::ExpositionFormat::openmetrics;

// Counters and gauges in turn, 50 series each, with the labels and the kinds of values that the
// container metrics have.
core::Families make_families(int series) {
  core::Families families;
  for (int i = 0; i < series; ++i) {
    if (i % 50 == 0) {
      const std::string number = std::to_string(i / 50);
      const bool counter = i % 100 == 0;
      families.push_back(
          {"container_network_receive_" + number + (counter ? "_bytes_total" : "_bytes"),
           "Cumulative count of bytes received, as the kernel counts them.",
           counter ? core::MetricType::counter : core::MetricType::gauge,
           {},
           ""});
    }
    const std::string container = std::to_string(i % 50);
    families.back().add({{"id", "/system.slice/docker-4f66ad9a5b6e0" + container + ".scope"},
                         {"image", "registry.example/trading/matching-engine:1.4.2"},
                         {"interface", "eth0"},
                         {"name", "matching-engine-" + container},
                         {"tier", "performance"}},
                        i % 3 == 0 ? i * 1048576.0 : i * 0.123456789);
  }
  return families;
}

std::vector<prometheus::MetricFamily> as_prometheus_cpp(const core::Families& families) {
  std::vector<prometheus::MetricFamily> result;
  for (const core::Family& family : families) {
    const bool counter = family.type == core::MetricType::counter;
    prometheus::MetricFamily other{
        family.name,
        family.help,
        counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge,
        {}};
    for (const core::Sample& sample : family.samples) {
      prometheus::ClientMetric metric;
      for (const core::LabelView label : sample.labels) {
        metric.label.push_back({std::string(label.name), std::string(label.value)});
      }
      (counter ? metric.counter.value : metric.gauge.value) = sample.value;
      other.metric.push_back(std::move(metric));
    }
    result.push_back(std::move(other));
  }
  return result;
}

std::string page_of(const core::Families& families, core::ExpositionFormat format) {
  std::string page;
  core::append_exposition(page, families, format);
  return page;
}

// Reads a page as a scraper does that knows its series; the sum keeps the work from being dropped.
double read_page(const std::string& page, core::ExpositionFormat format) {
  double sum = 0;
  core::ExpositionReader reader(page, format);
  for (auto entry = reader.next(); entry && *entry; entry = reader.next()) {
    const auto* sample = std::get_if<core::SampleLine>(&**entry);
    if (sample != nullptr) sum += sample->value + static_cast<double>(sample->series.size());
  }
  return sum;
}

// The same with every series taken apart, as at the first scrape.
double read_page_and_series(const std::string& page) {
  double sum = 0;
  core::ExpositionReader reader(page, kText);
  for (auto entry = reader.next(); entry && *entry; entry = reader.next()) {
    const auto* sample = std::get_if<core::SampleLine>(&**entry);
    if (sample == nullptr) continue;
    const auto series = core::parse_series(sample->series, kText);
    if (series) sum += static_cast<double>(series->labels.size());
  }
  return sum;
}

struct Measured {
  const char* name;
  std::function<double()> once;
  std::vector<double> milliseconds = {};

  double median() const {
    std::vector<double> sorted = milliseconds;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
  }
};

// All in turn in every round, so that a noisy neighbour troubles each of them alike.
void measure(std::vector<Measured>& all, int rounds) {
  constexpr int kRepeats = 10;
  volatile double sink = 0;
  for (int round = 0; round < rounds; ++round) {
    for (Measured& one : all) {
      const std::clock_t from = std::clock();
      for (int i = 0; i < kRepeats; ++i) sink = sink + one.once();
      const double seconds = static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
      one.milliseconds.push_back(seconds * 1000 / kRepeats);
    }
  }
}

void print(const std::vector<Measured>& all, double reference) {
  for (const Measured& one : all) {
    std::printf("  %-42s %8.3f ms   %5.3f\n", one.name, one.median(), one.median() / reference);
  }
}

int run(int rounds, std::string_view words) {
  const core::Families families = make_families(2000);
  const auto theirs = as_prometheus_cpp(families);
  const std::string text = page_of(make_families(1000), kText);
  const std::string openmetrics = page_of(make_families(1000), kOpenMetrics);
  std::string buffer;
  const auto write = [&](core::ExpositionFormat format) {
    buffer.clear();
    core::append_exposition(buffer, families, format);
    return static_cast<double>(buffer.size());
  };
  std::vector<const core::Family*> pointers;
  for (const core::Family& family : families) pointers.push_back(&family);
  core::ExpositionWriter writer;
  const auto write_again = [&] {
    buffer.clear();
    writer.append(buffer, pointers, kText);
    return static_cast<double>(buffer.size());
  };
  std::vector<Measured> all = {
      {"write 2,000 series, prometheus-cpp",
       [&] {
         std::ostringstream out;
         prometheus::TextSerializer().Serialize(out, theirs);
         return static_cast<double>(out.str().size());
       }},
      {"write 2,000 series, text 0.0.4", [&] { return write(kText); }},
      {"write 2,000 known series, text 0.0.4", write_again},
      {"write 2,000 series, OpenMetrics", [&] { return write(kOpenMetrics); }},
      {"read 1,000 series, text 0.0.4", [&] { return read_page(text, kText); }},
      {"read 1,000 series, OpenMetrics", [&] { return read_page(openmetrics, kOpenMetrics); }},
      {"read 1,000 series and their labels", [&] { return read_page_and_series(text); }},
      {"parse 1,000 series, text 0.0.4",
       [&] { return static_cast<double>(core::parse_exposition(text, kText)->size()); }},
      {"parse 1,000 series, OpenMetrics",
       [&] {
         return static_cast<double>(core::parse_exposition(openmetrics, kOpenMetrics)->size());
       }},
  };
  const auto unwanted = [&](const Measured& one) {
    return std::string_view(one.name).find(words) == std::string_view::npos;
  };
  std::erase_if(all, unwanted);
  if (all.empty()) return 2;
  measure(all, rounds);
  std::printf("CPU per page, median of %d rounds; ratio to the first.\n", rounds);
  std::printf("A series has 5 labels; 2,000 of them are %zu bytes.\n",
              page_of(families, kText).size());
  print(all, all.front().median());
  return 0;
}

}  // namespace
}  // namespace silicon

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 50;
  return silicon::run(rounds > 0 ? rounds : 50, argc > 2 ? argv[2] : "");
}
