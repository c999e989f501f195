#include "exporter/serve/instruments.hpp"

#include <prometheus/gauge.h>

#include <algorithm>
#include <string>
#include <utility>

#include "exporter/core/numbers.hpp"

namespace silicon::serve {
namespace {

using core::Labels;
using core::MetricType;

MetricType type_of(prometheus::MetricType type) {
  switch (type) {
    case prometheus::MetricType::Counter:
      return MetricType::counter;
    case prometheus::MetricType::Gauge:
      return MetricType::gauge;
    case prometheus::MetricType::Summary:
      return MetricType::summary;
    case prometheus::MetricType::Histogram:
      return MetricType::histogram;
    default:
      return MetricType::unknown;
  }
}

Labels labels_of(const prometheus::ClientMetric& metric) {
  std::vector<core::LabelView> labels;
  for (const auto& label : metric.label) labels.push_back({label.name, label.value});
  return Labels(labels);
}

void add_sum_and_count(const Labels& labels, double sum, std::uint64_t count,
                       core::Family& family) {
  family.samples.push_back({core::Suffix::sum, labels, sum});
  family.samples.push_back({core::Suffix::count, labels, static_cast<double>(count)});
}

void add_histogram(const Labels& labels, const prometheus::ClientMetric::Histogram& histogram,
                   core::Family& family) {
  for (const auto& bucket : histogram.bucket) {
    family.samples.push_back({core::Suffix::bucket,
                              labels.with("le", core::format_double(bucket.upper_bound)),
                              static_cast<double>(bucket.cumulative_count)});
  }
  add_sum_and_count(labels, histogram.sample_sum, histogram.sample_count, family);
}

void add_summary(const Labels& labels, const prometheus::ClientMetric::Summary& summary,
                 core::Family& family) {
  for (const auto& quantile : summary.quantile) {
    family.add(labels.with("quantile", core::format_double(quantile.quantile)), quantile.value);
  }
  add_sum_and_count(labels, summary.sample_sum, summary.sample_count, family);
}

void add_metric(const prometheus::ClientMetric& metric, core::Family& family) {
  const Labels labels = labels_of(metric);
  switch (family.type) {
    case MetricType::counter:
      return family.add(labels, metric.counter.value);
    case MetricType::gauge:
      return family.add(labels, metric.gauge.value);
    case MetricType::histogram:
      return add_histogram(labels, metric.histogram, family);
    case MetricType::summary:
      return add_summary(labels, metric.summary, family);
    default:
      return family.add(labels, metric.untyped.value);
  }
}

}  // namespace

core::Families families_of(const std::vector<prometheus::MetricFamily>& collected) {
  core::Families families;
  for (const prometheus::MetricFamily& from : collected) {
    core::Family family{from.name, from.help, type_of(from.type), {}, {}};
    std::vector<const prometheus::ClientMetric*> metrics;
    for (const auto& metric : from.metric) metrics.push_back(&metric);
    std::stable_sort(metrics.begin(), metrics.end(),
                     [](const auto* a, const auto* b) { return labels_of(*a) < labels_of(*b); });
    for (const auto* metric : metrics) add_metric(*metric, family);
    families.push_back(std::move(family));
  }
  std::stable_sort(families.begin(), families.end(),
                   [](const auto& a, const auto& b) { return a.name < b.name; });
  return families;
}

Instruments::Instruments(const std::string& version)
    : requests_(prometheus::BuildCounter()
                    .Name("silicon_http_requests_total")
                    .Help("HTTP requests answered, by page and status code.")
                    .Register(registry_)),
      renders_(prometheus::BuildCounter()
                   .Name("silicon_page_renders_total")
                   .Help("Times the metrics page was rendered anew; all other scrapes got a copy.")
                   .Register(registry_)
                   .Add({})),
      render_seconds_(prometheus::BuildCounter()
                          .Name("silicon_page_render_seconds_total")
                          .Help("Time spent in rendering the metrics page.")
                          .Register(registry_)
                          .Add({})) {
  prometheus::BuildGauge()
      .Name("silicon_build_info")
      .Help("1, with the version of this exporter as a label.")
      .Register(registry_)
      .Add({{"version", version}})
      .Set(1);
}

void Instruments::answered(const std::string& path, int status) {
  requests_.Add({{"path", path}, {"code", std::to_string(status)}}).Increment();
}

void Instruments::rendered(core::SteadyDuration duration) {
  renders_.Increment();
  render_seconds_.Increment(core::seconds(duration));
}

core::Families Instruments::families() const {
  return families_of(registry_.Collect());
}

}  // namespace silicon::serve
