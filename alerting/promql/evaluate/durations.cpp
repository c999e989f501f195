#include "alerting/promql/evaluate/durations.hpp"

#include <algorithm>
#include <cmath>

#include "alerting/promql/operators/arithmetic.hpp"

namespace silicon::promql {
namespace {

// Prometheus gives the bytes [from, to) here, other than everywhere else.
core::Error invalid(const DurationExpression& where, const std::string& message) {
  const std::string place =
      std::to_string(where.position.begin) + ":" + std::to_string(where.position.end) + ": ";
  return core::Error(place + message, core::ErrorKind::invalid);
}

core::Result<double> seconds_of(const DurationExpression& node, const Grid& query);

core::Result<double> combined(const DurationExpression& node, const Grid& query) {
  auto left = seconds_of(*node.left, query);
  if (!left) return left;
  auto right = seconds_of(*node.right, query);
  if (!right) return right;
  using enum DurationExpression::Kind;
  if (node.kind == minimum) return std::min(*left, *right);
  if (node.kind == maximum) return std::max(*left, *right);
  if (node.op == Operator::divide && *right == 0) return invalid(node, "division by zero");
  if (node.op == Operator::modulo && *right == 0) return invalid(node, "modulo by zero");
  return calculate(node.op, *left, *right);
}

core::Result<double> seconds_of(const DurationExpression& node, const Grid& query) {
  using enum DurationExpression::Kind;
  switch (node.kind) {
    case seconds:
      return node.seconds;
    case step:
      return query.start == query.end ? 0 : to_seconds(query.step);
    case range:
      return to_seconds(query.end - query.start);
    case plus:
      return seconds_of(*node.left, query);
    case negate: {
      const auto value = seconds_of(*node.left, query);
      return value ? core::Result<double>(-*value) : value;
    }
    default:
      return combined(node, query);
  }
}

}  // namespace

core::Result<core::Duration> resolve(const TimeSpan& span, const Grid& query) {
  if (!span.expression) return span.value;
  const auto seconds = seconds_of(*span.expression, query);
  if (!seconds) return seconds.error();
  constexpr double kLimit = 9.2e9;  // nanoseconds must fit 63 bits, as in Go
  if (!(std::abs(*seconds) < kLimit)) return invalid(*span.expression, "duration is out of range");
  return core::Duration(std::llround(*seconds * 1000));
}

core::Result<core::Duration> resolve_positive(const TimeSpan& span, const Grid& query) {
  auto duration = resolve(span, query);
  if (!duration || !span.expression || *duration > core::Duration::zero()) return duration;
  return invalid(*span.expression, "duration must be greater than 0");
}

}  // namespace silicon::promql
