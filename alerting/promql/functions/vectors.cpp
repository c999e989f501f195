// Functions between scalars and vectors, and of what is not there.
// Tested by tests/alerting/promql/scripts.
#include <cmath>
#include <limits>
#include <numbers>
#include <set>

#include "alerting/promql/functions/families.hpp"

namespace silicon::promql {
namespace {

Value constant(const CallSite& site, double value) {
  return Scalars(site.grid.steps(), value);
}

// NaN wins, as in Go's math.Max and math.Min.
template <class Better>
Value picked(std::vector<Value>& arguments, Better better) {
  Scalars result = std::get<Scalars>(std::move(arguments[0]));
  const Scalars& other = std::get<Scalars>(arguments[1]);
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (std::isnan(other[i]) || better(other[i], result[i])) result[i] = other[i];
  }
  return result;
}

std::span<const match::Matcher> matchers_of(const Expression& argument) {
  const Expression& inner = unwrapped(argument);
  if (const auto* vector = inner.as<VectorSelector>()) return vector->matchers;
  if (const auto* matrix = inner.as<MatrixSelector>()) return matrix->selector.matchers;
  return {};
}

}  // namespace

// Labels that an equality matcher fixes, those that are named twice left out: even {a="1",a="1"}
// gives none, and so it does in Prometheus.
core::Labels labels_of_absent(const Expression& argument) {
  core::Labels labels;
  std::set<std::string> seen;
  for (const match::Matcher& matcher : matchers_of(argument)) {
    if (matcher.name() == "__name__") continue;
    const bool usable = matcher.type() == match::MatchType::equal && !seen.contains(matcher.name());
    labels = labels.with(matcher.name(), usable ? matcher.value() : "");
    if (usable) seen.insert(matcher.name());
  }
  return labels;
}

core::Result<Value> absent_vector(const CallSite& site, std::vector<Value> arguments) {
  const Columns& argument = std::get<Columns>(arguments[0]);
  Columns result(argument.steps());
  const std::span<double> row = result.add({labels_of_absent(*site.call.arguments[0]), false});
  for (std::size_t step = 0; step < argument.steps(); ++step) {
    bool present = false;
    for (std::size_t i = 0; i < argument.size() && !present; ++i) {
      present = !is_absent(argument.row(i)[step]);
    }
    if (!present) row[step] = 1;
  }
  result.prune();
  return Value(std::move(result));
}

core::Result<Value> scalar_of(const CallSite& site, std::vector<Value> arguments) {
  const Columns& argument = std::get<Columns>(arguments[0]);
  Scalars result(site.grid.steps(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t step = 0; step < result.size(); ++step) {
    std::size_t count = 0;
    double value = 0;
    for (std::size_t i = 0; i < argument.size() && count < 2; ++i) {
      if (is_absent(argument.row(i)[step])) continue;
      value = argument.row(i)[step];
      ++count;
    }
    if (count == 1) result[step] = value;
  }
  return Value(std::move(result));
}

core::Result<Value> vector_of(const CallSite& site, std::vector<Value> arguments) {
  Columns result(site.grid.steps());
  result.distinct_without_name = true;
  const std::span<double> row = result.add({});
  const Scalars& values = std::get<Scalars>(arguments[0]);
  std::copy(values.begin(), values.end(), row.begin());
  return Value(std::move(result));
}

core::Result<Value> evaluation_time(const CallSite& site, std::vector<Value> /*arguments*/) {
  Scalars result;
  for (std::size_t i = 0; i < site.grid.steps(); ++i) {
    result.push_back(to_seconds(site.grid.at(i)));
  }
  return Value(std::move(result));
}

core::Result<Value> pi(const CallSite& site, std::vector<Value> /*arguments*/) {
  return constant(site, std::numbers::pi);
}

core::Result<Value> query_start(const CallSite& site, std::vector<Value> /*arguments*/) {
  return constant(site, to_seconds(site.context.query.start));
}

core::Result<Value> query_end(const CallSite& site, std::vector<Value> /*arguments*/) {
  return constant(site, to_seconds(site.context.query.end));
}

core::Result<Value> query_step(const CallSite& site, std::vector<Value> /*arguments*/) {
  const Grid& query = site.context.query;
  return constant(site, query.start == query.end ? 0 : to_seconds(query.step));
}

core::Result<Value> query_range(const CallSite& site, std::vector<Value> /*arguments*/) {
  return constant(site, to_seconds(site.context.query.end - site.context.query.start));
}

core::Result<Value> greater_of(const CallSite& /*site*/, std::vector<Value> arguments) {
  return picked(arguments, std::greater<>());
}

core::Result<Value> lesser_of(const CallSite& /*site*/, std::vector<Value> arguments) {
  return picked(arguments, std::less<>());
}

// histogram_count() and its like look at native histograms only, and there are none here: every
// sample is a float, which these functions ignore.
core::Result<Value> no_native_histograms(const CallSite& site, std::vector<Value> /*arguments*/) {
  return Value(Columns(site.grid.steps()));
}

}  // namespace silicon::promql
