#include "exporter/core/histogram.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <utility>

#include "exporter/core/numbers.hpp"

namespace silicon::core {

Histogram::Histogram(std::vector<double> bounds, const Labels& labels)
    : bounds_(std::move(bounds)), counts_(bounds_.size() + 1), labels_(labels) {
  assert(std::adjacent_find(bounds_.begin(), bounds_.end(), std::greater_equal<>()) ==
         bounds_.end());
  assert(std::all_of(bounds_.begin(), bounds_.end(), [](double b) { return std::isfinite(b); }));
  assert(labels.get("le").empty());
  bucket_labels_.reserve(counts_.size());
  for (const double bound : bounds_) {
    bucket_labels_.push_back(labels.with("le", format_bound(bound)));
  }
  bucket_labels_.push_back(labels.with("le", "+Inf"));
}

void Histogram::observe(double value) {
  if (std::isnan(value)) return;
  const auto bucket = std::lower_bound(bounds_.begin(), bounds_.end(), value) - bounds_.begin();
  ++counts_[static_cast<std::size_t>(bucket)];
  ++count_;
  sum_ += value;
}

void Histogram::append_to(Family& family) const {
  family.samples.reserve(family.samples.size() + counts_.size() + 2);
  std::uint64_t cumulative = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    cumulative += counts_[i];
    family.samples.push_back({Suffix::bucket, bucket_labels_[i], static_cast<double>(cumulative)});
  }
  family.samples.push_back({Suffix::sum, labels_, sum_});
  family.samples.push_back({Suffix::count, labels_, static_cast<double>(count_)});
}

}  // namespace silicon::core
