// The aggregations that choose among the series of a group and leave them as they are.
// Tested by tests/alerting/promql/aggregations/aggregate_test.cpp.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "alerting/promql/aggregations/aggregate.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {
namespace {

constexpr double kMaxInteger = 9223372036854774784.0;   // the last before 2^63
constexpr double kMinInteger = -9223372036854775808.0;  // -2^63

struct Candidate {
  double value;
  std::size_t row;
};

// The rows of one step that have a value, sorted into groups.
std::vector<std::vector<Candidate>> candidates_at(const Grouped& grouped, std::size_t step) {
  std::vector<std::vector<Candidate>> result(grouped.heads.size());
  for (std::size_t i = 0; i < grouped.input.size(); ++i) {
    const double value = grouped.input.row(i)[step];
    if (!is_absent(value)) result[grouped.groups[i]].push_back({value, i});
  }
  return result;
}

// The input with all values taken away, for those that are chosen to be put back.
Columns emptied(const Columns& input) {
  Columns result(input.steps());
  result.distinct_without_name = input.distinct_without_name;
  result.reserve(input.size());
  for (std::size_t i = 0; i < input.size(); ++i) result.add(input.head(i));
  return result;
}

core::Error no_count(const std::string& message) {
  return core::Error(message, core::ErrorKind::invalid);
}

// How many to keep at each step; less than one is none. An error when one is no number at all, and
// when one is too great or too small unless all are less than one.
// Source: prometheus/prometheus, promql/engine.go, rangeEvalAgg.
core::Result<std::vector<std::size_t>> counts_of(const Scalars& parameter) {
  for (const double wanted : parameter) {
    if (std::isnan(wanted)) return no_count("Parameter value is NaN");
  }
  const auto [least, most] = std::minmax_element(parameter.begin(), parameter.end());
  std::vector<std::size_t> counts(parameter.size());
  if (*most < 1) return counts;
  if (*least <= kMinInteger) {
    return no_count("Scalar value " + general_number(*least) + " underflows int64");
  }
  if (*most > kMaxInteger) {
    return no_count("Scalar value " + general_number(*most) + " overflows int64");
  }
  std::transform(parameter.begin(), parameter.end(), counts.begin(),
                 [](double wanted) { return wanted < 1 ? 0 : static_cast<std::size_t>(wanted); });
  return counts;
}

// NaN ranks below everything, for both.
bool ranks_before(const Candidate& a, const Candidate& b, bool largest) {
  if (std::isnan(a.value)) return false;
  if (std::isnan(b.value)) return true;
  return largest ? a.value > b.value : a.value < b.value;
}

// Where the chosen rows of an instant query stand in its result: group by group, best first.
void order_by_rank(Columns& result, const std::vector<std::size_t>& order) {
  if (result.steps() > 1) return;
  std::vector<bool> listed(result.size());
  std::vector<std::size_t> all = order;
  for (const std::size_t row : order) listed[row] = true;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (!listed[i]) all.push_back(i);
  }
  result.reorder(all);
}

// The fraction of all hashes that lie below the series' own.
double hash_position(const core::Labels& labels) {
  return static_cast<double>(labels.hash()) / 18446744073709551616.0;
}

// A ratio takes those below it; a negative one takes exactly the others, so that limit_ratio(r)
// and limit_ratio(r - 1) share nothing and together have it all.
bool within_ratio(double ratio, const core::Labels& labels) {
  const double position = hash_position(labels);
  return ratio >= 0 ? position < ratio : position >= 1 + ratio;
}

core::Result<Columns> limited_by_ratio(const Grouped& grouped, const Scalars& parameter) {
  Columns result = emptied(grouped.input);
  for (std::size_t step = 0; step < result.steps(); ++step) {
    const double ratio = parameter[step];
    if (std::isnan(ratio)) {
      return core::Error("Ratio value is NaN", core::ErrorKind::invalid);
    }
    const double used = std::clamp(ratio, -1.0, 1.0);
    if (used != ratio && !grouped.input.empty()) {
      invalid_ratio(grouped.annotations, ratio, used, grouped.node.parameter->position);
    }
    if (used == 0) continue;
    for (std::size_t i = 0; i < result.size(); ++i) {
      if (within_ratio(used, result.head(i).labels)) {
        result.row(i)[step] = grouped.input.row(i)[step];
      }
    }
  }
  result.prune();
  return result;
}

core::Result<Columns> limited_by_count(const Grouped& grouped, const Scalars& parameter) {
  const auto counts = counts_of(parameter);
  if (!counts) return counts.error();
  Columns result = emptied(grouped.input);
  for (std::size_t step = 0; step < result.steps(); ++step) {
    for (const auto& group : candidates_at(grouped, step)) {
      for (std::size_t i = 0; i < std::min((*counts)[step], group.size()); ++i) {
        result.row(group[i].row)[step] = group[i].value;
      }
    }
  }
  result.prune();
  return result;
}

}  // namespace

core::Result<Columns> ranked(const Grouped& grouped, const Scalars& parameter) {
  const bool largest = grouped.node.op == Aggregator::topk;
  const auto counts = counts_of(parameter);
  if (!counts) return counts.error();
  Columns result = emptied(grouped.input);
  std::vector<std::size_t> order;
  for (std::size_t step = 0; step < result.steps(); ++step) {
    for (auto& group : candidates_at(grouped, step)) {
      std::stable_sort(group.begin(), group.end(), [&](const Candidate& a, const Candidate& b) {
        return ranks_before(a, b, largest);
      });
      for (std::size_t i = 0; i < std::min((*counts)[step], group.size()); ++i) {
        result.row(group[i].row)[step] = group[i].value;
        if (result.steps() == 1) order.push_back(group[i].row);
      }
    }
  }
  order_by_rank(result, order);
  result.prune();
  return result;
}

core::Result<Columns> limited(const Grouped& grouped, const Scalars& parameter) {
  return grouped.node.op == Aggregator::limitk ? limited_by_count(grouped, parameter)
                                               : limited_by_ratio(grouped, parameter);
}

}  // namespace silicon::promql
