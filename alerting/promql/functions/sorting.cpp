// sort() and sort_by_label(), either way.
// Tested by tests/alerting/promql/scripts.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "alerting/promql/functions/families.hpp"
#include "alerting/promql/functions/natural_order.hpp"

namespace silicon::promql {
namespace {

// Only an instant query has an order: the results of a range query are sorted by labels anyway.
template <class Less>
core::Result<Value> sorted(Value argument, Less less) {
  Columns columns = std::get<Columns>(std::move(argument));
  if (columns.steps() > 1) return Value(std::move(columns));
  std::vector<std::size_t> order(columns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return less(std::as_const(columns), a, b);
  });
  columns.reorder(order);
  return Value(std::move(columns));
}

// NaN comes last either way.
template <class Before>
core::Result<Value> sorted_by_value(Value argument, Before before) {
  return sorted(std::move(argument), [&](const Columns& columns, std::size_t a, std::size_t b) {
    const double left = columns.row(a)[0];
    const double right = columns.row(b)[0];
    if (std::isnan(left) || std::isnan(right)) return !std::isnan(left);
    return before(left, right);
  });
}

core::Result<Value> sorted_by_labels(std::vector<Value> arguments, bool descending) {
  const auto less = [&](const Columns& columns, std::size_t a, std::size_t b) {
    if (descending) std::swap(a, b);
    const core::Labels& left = columns.head(a).labels;
    const core::Labels& right = columns.head(b).labels;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
      const std::string& name = std::get<std::string>(arguments[i]);
      if (left.get(name) != right.get(name)) {
        return naturally_less(left.get(name), right.get(name));
      }
    }
    return left < right;
  };
  return sorted(std::move(arguments[0]), less);
}

}  // namespace

core::Result<Value> sort_ascending(const CallSite& /*site*/, std::vector<Value> arguments) {
  return sorted_by_value(std::move(arguments[0]), std::less<>());
}

core::Result<Value> sort_descending(const CallSite& /*site*/, std::vector<Value> arguments) {
  return sorted_by_value(std::move(arguments[0]), std::greater<>());
}

core::Result<Value> sort_by_label(const CallSite& /*site*/, std::vector<Value> arguments) {
  return sorted_by_labels(std::move(arguments), false);
}

core::Result<Value> sort_by_label_descending(const CallSite& /*site*/,
                                             std::vector<Value> arguments) {
  return sorted_by_labels(std::move(arguments), true);
}

}  // namespace silicon::promql
