#include "alerting/scrape/samples/series_labels.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "alerting/scrape/relabel/apply.hpp"
#include "alerting/scrape/relabel/label_builder.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::scrape {
namespace {

constexpr std::string_view kName = "__name__";
constexpr std::string_view kExported = "exported_";

void normalise_bound(LabelBuilder& labels, core::MetricType type) {
  std::string_view name;
  if (type == core::MetricType::histogram) name = "le";
  if (type == core::MetricType::summary) name = "quantile";
  const auto bound = name.empty() ? std::nullopt : core::parse_double(labels.get(name));
  if (bound) labels.set(name, core::format_bound(*bound));
}

// honor_labels: what the page says goes before what we know, even where it says nothing.
void add_missing(LabelBuilder& labels, const core::Series& series, const core::Labels& target) {
  for (const core::LabelView label : target) {
    const auto& empty = series.empty_labels;
    const bool exposed = !series.labels.get(label.name).empty() ||
                         std::find(empty.begin(), empty.end(), label.name) != empty.end();
    if (!exposed) labels.set(label.name, std::string(label.value));
  }
}

// The target's labels go before the page's, which live on as exported_NAME. The shortest names
// first, so that "instance" gets "exported_instance" before that name is looked for a place.
void add_all(LabelBuilder& labels, const core::Series& series, const core::Labels& target) {
  std::vector<core::Label> displaced;
  for (const core::LabelView label : target) {
    const std::string_view exposed = series.labels.get(label.name);
    if (!exposed.empty()) displaced.push_back({std::string(label.name), std::string(exposed)});
    labels.set(label.name, std::string(label.value));
  }
  std::stable_sort(
      displaced.begin(), displaced.end(),
      [](const core::Label& a, const core::Label& b) { return a.name.size() < b.name.size(); });
  for (core::Label& label : displaced) {
    do {
      label.name.insert(0, kExported);
    } while (!labels.get(label.name).empty());
    labels.set(label.name, std::move(label.value));
  }
}

core::Error beyond(const std::string& limit, const core::Labels& labels, const std::string& what,
                   std::size_t size, std::size_t most) {
  return core::Error(limit + " exceeded (metric: " + core::excerpt(labels.get(kName)) + ", " +
                     what + std::to_string(size) + ", limit: " + std::to_string(most) + ")");
}

core::Status check_limits(const core::Labels& labels, const SampleLimits& limits) {
  if (limits.labels > 0 && labels.size() > limits.labels) {
    return beyond("label_limit", labels, "number of labels: ", labels.size(), limits.labels);
  }
  for (const core::LabelView label : labels) {
    const std::string what = "label name: " + core::excerpt(label.name) + ", length: ";
    if (limits.label_name_bytes > 0 && label.name.size() > limits.label_name_bytes) {
      return beyond("label_name_length_limit", labels, what, label.name.size(),
                    limits.label_name_bytes);
    }
    if (limits.label_value_bytes > 0 && label.value.size() > limits.label_value_bytes) {
      return beyond("label_value_length_limit", labels, what, label.value.size(),
                    limits.label_value_bytes);
    }
  }
  return core::Done{};
}

}  // namespace

core::Result<std::optional<core::Labels>> series_labels(const core::Series& series,
                                                        core::MetricType type,
                                                        const core::Labels& target,
                                                        const Job& job) {
  LabelBuilder builder(series.labels);
  builder.set(kName, series.name);
  normalise_bound(builder, type);
  if (job.honor_labels) {
    add_missing(builder, series, target);
  } else {
    add_all(builder, series, target);
  }
  std::optional<core::Labels> labels = relabel(builder.labels(), job.metric_relabel);
  if (!labels) return labels;
  if (labels->get(kName).empty()) {
    return core::Error("missing metric name (__name__ label)");
  }
  if (auto status = check_limits(*labels, job.limits); !status) return status.error();
  return labels;
}

core::Labels report_labels(std::string_view name, const core::Labels& target) {
  return target.with(kName, name);
}

}  // namespace silicon::scrape
