// Counts observations of one series into the buckets of a classic Prometheus histogram, so that
// what happens between two scrapes is not lost (a 2 s spike under a 15 s scrape).
// Not a family: the caller has name, HELP and type. No locks: one thread, or the caller's lock.
// Tested by tests/exporter/core/histogram_test.cpp.
#pragma once

#include <cstdint>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/labels.hpp"

namespace silicon::core {

class Histogram {
 public:
  // `bounds` are the inclusive upper limits (`le`) of the buckets: finite and strictly ascending.
  // The bucket +Inf is added. `labels` name the series and have no "le".
  explicit Histogram(std::vector<double> bounds, const Labels& labels = {});

  // Counts the value and adds it to the sum. Not-a-number is no observation and is ignored.
  void observe(double value);

  std::uint64_t count() const { return count_; }
  double sum() const { return sum_; }

  // Appends the samples _bucket (cumulative, from the lowest bound to +Inf), _sum and _count.
  void append_to(Family& family) const;

 private:
  std::vector<double> bounds_;
  std::vector<std::uint64_t> counts_;  // per bucket, not cumulative; the last is +Inf
  std::vector<Labels> bucket_labels_;  // made once: a tick copies handles, not strings
  Labels labels_;
  std::uint64_t count_ = 0;
  double sum_ = 0;
};

}  // namespace silicon::core
