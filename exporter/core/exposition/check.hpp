// What OpenMetrics 1.0 demands of the samples of one family: their values, their labels, and their
// place among one another. Not syntax (read.hpp, series.hpp) and not families among one another
// (parse.hpp). One thread per check. Tested by tests/exporter/core/exposition/check_test.cpp.
// Source: the OpenMetrics specification 1.0.0; where it leaves room, prometheus/client_python's
// openmetrics/parser.py, the reference implementation.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/result.hpp"

namespace silicon::core {

// What follows the family's name in that of a sample; nullopt where no family of that type has
// such.
std::optional<Suffix> sample_suffix(MetricType type, std::string_view text);

// Every name that a family of that type claims: its own, and those its samples may have.
std::vector<std::string> claimed_names(std::string_view family, MetricType type);

// A unit must end the family's name, and some types have none. The name has no "_total".
Status check_unit(std::string_view family, MetricType type, std::string_view unit);

class FamilyCheck {
 public:
  FamilyCheck(std::string_view family, MetricType type) : family_(family), type_(type) {}

  // The next sample of the family. True when it is to be kept; false when it repeats the series and
  // timestamp of one before, as timestamps cut to milliseconds do.
  Result<bool> add(const Sample& sample);

  // To be called behind the last sample.
  Status finish() const;

 private:
  // Of the samples of one histogram at one time.
  struct Buckets {
    std::optional<double> bound;  // the last one
    double value = 0;             // and how many it had
    std::optional<double> count;
    bool has_sum = false;
    bool has_gauge_sum = false;
    bool has_negative_bound = false;
    bool has_negative_gauge_sum = false;
  };

  struct HashOfLabels {
    std::size_t operator()(const Labels& labels) const {
      return static_cast<std::size_t>(labels.hash());
    }
  };

  Status check_value(const Sample& sample) const;
  Status check_labels(const Sample& sample) const;
  Status check_exemplar(const Sample& sample) const;
  Labels group_of(const Sample& sample) const;
  Status enter_group(const Labels& group, const Sample& sample);
  Result<bool> is_first(const Sample& sample);
  Status count_bucket(const Sample& sample);
  Status check_buckets() const;
  Error invalid(std::string_view problem) const;

  std::string family_;
  MetricType type_;
  std::optional<Labels> group_;  // of the last sample
  std::optional<double> timestamp_;
  std::unordered_set<Labels, HashOfLabels> groups_;
  std::set<std::pair<Suffix, Labels>> series_;  // of the group at this timestamp
  Buckets buckets_;
};

}  // namespace silicon::core
