// Functions over classic histograms: series are put together by their labels without le.
// Tested by tests/alerting/promql/scripts.
#include <map>

#include "alerting/promql/functions/families.hpp"
#include "alerting/promql/numeric/buckets.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::promql {
namespace {

struct Member {
  double upper_bound;
  std::size_t row;
};

// The series that make up one classic histogram.
struct Histogram {
  Head head;  // of the result: without le
  std::string metric;
  std::vector<Member> members;
};

struct HistogramOrder {
  bool operator()(const core::Labels& a, const core::Labels& b) const {
    return a.hash() != b.hash() ? a.hash() < b.hash() : a < b;
  }
};

// Groups series by their labels without le, in order of first appearance.
std::vector<Histogram> histograms_in(const CallSite& site, const Columns& columns,
                                     Position position) {
  std::vector<Histogram> result;
  std::map<core::Labels, std::size_t, HistogramOrder> known;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Head& head = columns.head(i);
    const std::string_view le = head.labels.get("le");
    const std::string_view metric = head.labels.get("__name__");
    const auto bound = core::parse_double(le);
    if (!bound) {
      bad_bucket_label(site.context.annotations, metric, le, position);
      continue;
    }
    core::Labels labels = head.labels.with("le", "");
    const auto [entry, added] = known.emplace(labels, result.size());
    if (added) {
      Histogram& histogram = result.emplace_back();
      histogram.head = {std::move(labels), true};
      histogram.metric = metric;
    }
    result[entry->second].members.push_back({*bound, i});
  }
  return result;
}

std::vector<Bucket> buckets_at(const Histogram& histogram, const Columns& columns,
                               std::size_t step) {
  std::vector<Bucket> buckets;
  for (const Member& member : histogram.members) {
    const double count = columns.row(member.row)[step];
    if (!is_absent(count)) buckets.push_back({member.upper_bound, count});
  }
  return buckets;
}

// For every histogram one row of compute(histogram, buckets, step).
template <class Compute>
Columns over_histograms(const CallSite& site, const Columns& columns, Position position,
                        Compute compute) {
  Columns result(columns.steps());
  result.distinct_without_name = columns.distinct_without_name;
  for (Histogram& histogram : histograms_in(site, columns, position)) {
    const std::span<double> row = result.add(histogram.head);
    for (std::size_t step = 0; step < columns.steps(); ++step) {
      std::vector<Bucket> buckets = buckets_at(histogram, columns, step);
      if (!buckets.empty()) row[step] = compute(histogram, std::move(buckets), step);
    }
  }
  result.prune();
  return result;
}

Columns quantiles(const CallSite& site, const Columns& columns, const Scalars& wanted,
                  Position position) {
  const auto compute = [&](const Histogram& histogram, std::vector<Bucket> buckets,
                           std::size_t step) {
    const BucketQuantile result = bucket_quantile(wanted[step], std::move(buckets));
    if (result.forced_monotonic) {
      forced_monotonicity(site.context.annotations, histogram.metric, position);
    }
    return result.value;
  };
  return over_histograms(site, columns, position, compute);
}

void warn_of_quantile(const CallSite& site, double quantile, std::size_t argument) {
  if (quantile >= 0 && quantile <= 1) return;
  invalid_quantile(site.context.annotations, quantile, site.argument_position(argument));
}

}  // namespace

core::Result<Value> histogram_quantile(const CallSite& site, std::vector<Value> arguments) {
  return Value(quantiles(site, std::get<Columns>(arguments[1]), std::get<Scalars>(arguments[0]),
                         site.argument_position(1)));
}

// Several at once, told apart by a label of the caller's choosing: one row per histogram and value
// that the quantile takes on.
core::Result<Value> histogram_quantiles(const CallSite& site, std::vector<Value> arguments) {
  const Columns& columns = std::get<Columns>(arguments[0]);
  const std::string& label = std::get<std::string>(arguments[1]);
  Columns result(columns.steps());
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const Scalars& wanted = std::get<Scalars>(arguments[i]);
    const Columns part = quantiles(site, columns, wanted, site.argument_position(0));
    std::map<std::string, std::vector<std::size_t>> steps_of;
    for (std::size_t step = 0; step < wanted.size(); ++step) {
      steps_of[core::format_bound(wanted[step])].push_back(step);
      warn_of_quantile(site, wanted[step], i);
    }
    for (const auto& [text, steps] : steps_of) {
      for (std::size_t row = 0; row < part.size(); ++row) {
        const std::span<double> target =
            result.add({part.head(row).labels.with(label, text), true});
        for (const std::size_t step : steps) target[step] = part.row(row)[step];
      }
    }
  }
  result.prune();
  return Value(std::move(result));
}

core::Result<Value> histogram_fraction(const CallSite& site, std::vector<Value> arguments) {
  const Scalars& lower = std::get<Scalars>(arguments[0]);
  const Scalars& upper = std::get<Scalars>(arguments[1]);
  const auto compute = [&](const Histogram& /*histogram*/, std::vector<Bucket> buckets,
                           std::size_t step) {
    return bucket_fraction(lower[step], upper[step], std::move(buckets));
  };
  return Value(
      over_histograms(site, std::get<Columns>(arguments[2]), site.argument_position(2), compute));
}

}  // namespace silicon::promql
