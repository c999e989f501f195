#include "exporter/core/exposition/check.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <span>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::core {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Suffixes = std::span<const Suffix>;

constexpr std::array kCounterSuffixes{Suffix::total, Suffix::created};
constexpr std::array kSummarySuffixes{Suffix::none, Suffix::count, Suffix::sum, Suffix::created};
constexpr std::array kHistogramSuffixes{Suffix::count, Suffix::sum, Suffix::bucket,
                                        Suffix::created};
constexpr std::array kGaugeHistogramSuffixes{Suffix::gcount, Suffix::gsum, Suffix::bucket};
constexpr std::array kInfoSuffixes{Suffix::info};
constexpr std::array kNoSuffix{Suffix::none};

Suffixes suffixes_of(MetricType type) {
  switch (type) {
    case MetricType::counter:
      return kCounterSuffixes;
    case MetricType::summary:
      return kSummarySuffixes;
    case MetricType::histogram:
      return kHistogramSuffixes;
    case MetricType::gauge_histogram:
      return kGaugeHistogramSuffixes;
    case MetricType::info:
      return kInfoSuffixes;
    case MetricType::gauge:
    case MetricType::stateset:
    case MetricType::unknown:
      break;
  }
  return kNoSuffix;
}

bool is_one_of(Suffix suffix, std::initializer_list<Suffix> choices) {
  return std::find(choices.begin(), choices.end(), suffix) != choices.end();
}

bool is_histogram(MetricType type) {
  return type == MetricType::histogram || type == MetricType::gauge_histogram;
}

// The number of a `le` or `quantile` label. An infinity must be spelled in the one canonical way.
std::optional<double> parse_bound(std::string_view text) {
  const std::optional<double> bound = parse_double(text);
  if (!bound || std::isnan(*bound)) return std::nullopt;
  if (std::isinf(*bound) && text != format_double(*bound)) return std::nullopt;
  return bound;
}

}  // namespace

std::optional<Suffix> sample_suffix(MetricType type, std::string_view text) {
  for (const Suffix suffix : suffixes_of(type)) {
    if (text_of(suffix) == text) return suffix;
  }
  return std::nullopt;
}

std::vector<std::string> claimed_names(std::string_view family, MetricType type) {
  std::vector<std::string> names = {std::string(family)};
  for (const Suffix suffix : suffixes_of(type)) {
    if (suffix != Suffix::none) names.push_back(std::string(family).append(text_of(suffix)));
  }
  return names;
}

Status check_unit(std::string_view family, MetricType type, std::string_view unit) {
  if (unit.empty()) return Done{};
  const auto invalid = [&](std::string_view problem) {
    return Error("the unit " + excerpt(unit) + " of " + excerpt(family) + std::string(problem),
                 ErrorKind::invalid);
  };
  if (type == MetricType::info || type == MetricType::stateset) {
    return invalid(" is not allowed for this type");
  }
  if (!family.ends_with("_" + std::string(unit))) return invalid(" is not the end of the name");
  return Done{};
}

Result<bool> FamilyCheck::add(const Sample& sample) {
  Status status = check_labels(sample);
  if (status) status = check_value(sample);
  if (status) status = check_exemplar(sample);
  if (status) status = enter_group(group_of(sample), sample);
  if (status && is_histogram(type_)) status = count_bucket(sample);
  if (!status) return std::move(status).error();
  return is_first(sample);
}

Status FamilyCheck::finish() const {
  return check_buckets();
}

Status FamilyCheck::check_labels(const Sample& sample) const {
  if (sample.suffix == Suffix::bucket && !parse_bound(sample.labels.get("le"))) {
    return invalid("a bucket needs a number as its label le");
  }
  if (type_ == MetricType::summary && sample.suffix == Suffix::none) {
    const std::optional<double> quantile = parse_bound(sample.labels.get("quantile"));
    if (!quantile || *quantile < 0 || *quantile > 1) {
      return invalid("a quantile needs a number from 0 to 1 as its label quantile");
    }
  }
  if (type_ == MetricType::stateset && sample.labels.get(family_).empty()) {
    return invalid("a state needs its name in the label " + family_);
  }
  return Done{};
}

Status FamilyCheck::check_value(const Sample& sample) const {
  const double value = sample.value;
  const bool counts = is_one_of(sample.suffix, {Suffix::bucket, Suffix::count, Suffix::gcount});
  const bool sums = is_one_of(sample.suffix, {Suffix::total, Suffix::sum});
  if ((counts || sums || sample.suffix == Suffix::gsum) && std::isnan(value)) {
    return invalid("a counter, count or sum cannot be NaN");
  }
  if ((counts || sums) && value < 0) return invalid("a counter, count or sum cannot be negative");
  if (counts && (std::isinf(value) || value != std::trunc(value))) {
    return invalid("a count must be a whole number");
  }
  if (type_ == MetricType::stateset && value != 0 && value != 1) {
    return invalid("a state is 0 or 1");
  }
  if (type_ == MetricType::info && value != 1) return invalid("an info is always 1");
  if (type_ == MetricType::summary && sample.suffix == Suffix::none && value < 0) {
    return invalid("a quantile cannot be negative");
  }
  return Done{};
}

Status FamilyCheck::check_exemplar(const Sample& sample) const {
  if (!sample.exemplar) return Done{};
  const bool allowed = (type_ == MetricType::counter && sample.suffix == Suffix::total) ||
                       (is_histogram(type_) && sample.suffix == Suffix::bucket);
  if (allowed) return Done{};
  return invalid("only counters and buckets can have exemplars");
}

// The metric that the sample is part of: its labels but the one that tells samples apart. Infos
// have all labels for that, hence one group.
Labels FamilyCheck::group_of(const Sample& sample) const {
  if (type_ == MetricType::info) return {};
  if (type_ == MetricType::stateset) return sample.labels.with(family_, "");
  if (sample.suffix == Suffix::bucket) return sample.labels.with("le", "");
  if (type_ == MetricType::summary && sample.suffix == Suffix::none) {
    return sample.labels.with("quantile", "");
  }
  return sample.labels;
}

Status FamilyCheck::enter_group(const Labels& group, const Sample& sample) {
  const bool same_group = group_ == group;
  if (!same_group && !groups_.insert(group).second) {
    return invalid("the samples of one metric must stand together");
  }
  if (same_group && timestamp_.has_value() != sample.unix_seconds.has_value()) {
    return invalid("either all samples of a metric have timestamps or none");
  }
  if (same_group && timestamp_ > sample.unix_seconds && type_ != MetricType::info) {
    return invalid("the timestamps of a metric went back");
  }
  if (!same_group || timestamp_ != sample.unix_seconds) {
    Status complete = check_buckets();
    if (!complete) return complete;
    buckets_ = {};
    series_.clear();
  }
  group_ = group;
  timestamp_ = sample.unix_seconds;
  return Done{};
}

Result<bool> FamilyCheck::is_first(const Sample& sample) {
  Labels labels = sample.labels;
  if (type_ == MetricType::summary && sample.suffix == Suffix::none) {
    // 0.5 and 0.50 are one quantile; the bounds of buckets are in order, hence not equal.
    const std::optional<double> quantile = parse_bound(labels.get("quantile"));
    labels = labels.with("quantile", format_bound(quantile.value_or(0)));
  }
  const bool first = series_.emplace(sample.suffix, std::move(labels)).second;
  if (!first && !sample.unix_seconds) return invalid("the same series is there twice");
  return first;
}

Status FamilyCheck::count_bucket(const Sample& sample) {
  if (sample.suffix == Suffix::bucket) {
    const double bound = parse_bound(sample.labels.get("le")).value_or(0);
    if (buckets_.bound && bound <= *buckets_.bound) return invalid("the buckets are out of order");
    if (sample.value < buckets_.value) return invalid("a bucket has less than the one below it");
    buckets_.bound = bound;
    buckets_.value = sample.value;
    buckets_.has_negative_bound |= bound < 0;
  } else if (is_one_of(sample.suffix, {Suffix::count, Suffix::gcount})) {
    buckets_.count = sample.value;
  } else if (sample.suffix == Suffix::sum) {
    buckets_.has_sum = true;
  } else if (sample.suffix == Suffix::gsum) {
    buckets_.has_gauge_sum = true;
    buckets_.has_negative_gauge_sum = sample.value < 0;
  }
  return Done{};
}

Status FamilyCheck::check_buckets() const {
  if (!is_histogram(type_) || !group_) return Done{};
  const bool has_any_sum = buckets_.has_sum || buckets_.has_gauge_sum;
  if (buckets_.bound != kInfinity) return invalid("the bucket le=\"+Inf\" is missing");
  if (buckets_.count && *buckets_.count != buckets_.value) {
    return invalid("the count differs from the bucket le=\"+Inf\"");
  }
  if (has_any_sum && !buckets_.count) return invalid("there is a sum but no count");
  if (!has_any_sum && buckets_.count) return invalid("there is a count but no sum");
  if (buckets_.has_negative_bound && buckets_.has_sum) {
    return invalid("a histogram with negative bounds cannot have a sum");
  }
  if (!buckets_.has_negative_bound && buckets_.has_negative_gauge_sum) {
    return invalid("the sum is negative though no bound is");
  }
  return Done{};
}

Error FamilyCheck::invalid(std::string_view problem) const {
  return Error(excerpt(family_) + ": " + std::string(problem), ErrorKind::invalid);
}

}  // namespace silicon::core
