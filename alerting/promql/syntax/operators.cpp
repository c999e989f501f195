#include "alerting/promql/syntax/operators.hpp"

#include <array>

namespace silicon::promql {
namespace {

using enum OperatorKind;

// In the order of the enumeration.
constexpr std::array<OperatorTraits, 18> kOperators{{
    {Operator::logical_or, "or", 1, set},
    {Operator::logical_and, "and", 2, set},
    {Operator::unless, "unless", 2, set},
    {Operator::equal, "==", 3, comparison},
    {Operator::not_equal, "!=", 3, comparison},
    {Operator::less, "<", 3, comparison},
    {Operator::less_or_equal, "<=", 3, comparison},
    {Operator::greater, ">", 3, comparison},
    {Operator::greater_or_equal, ">=", 3, comparison},
    {Operator::trim_upper, "</", 3, arithmetic},
    {Operator::trim_lower, ">/", 3, arithmetic},
    {Operator::add, "+", 4, arithmetic},
    {Operator::subtract, "-", 4, arithmetic},
    {Operator::multiply, "*", 5, arithmetic},
    {Operator::divide, "/", 5, arithmetic},
    {Operator::modulo, "%", 5, arithmetic},
    {Operator::atan2, "atan2", 5, arithmetic},
    {Operator::power, "^", 6, arithmetic},
}};

using enum AggregatorParameter;

constexpr std::array<AggregatorTraits, 14> kAggregators{{
    {Aggregator::sum, "sum", none, false},
    {Aggregator::avg, "avg", none, false},
    {Aggregator::min, "min", none, false},
    {Aggregator::max, "max", none, false},
    {Aggregator::count, "count", none, false},
    {Aggregator::group, "group", none, false},
    {Aggregator::stddev, "stddev", none, false},
    {Aggregator::stdvar, "stdvar", none, false},
    {Aggregator::topk, "topk", scalar, false},
    {Aggregator::bottomk, "bottomk", scalar, false},
    {Aggregator::count_values, "count_values", string, false},
    {Aggregator::quantile, "quantile", scalar, false},
    {Aggregator::limitk, "limitk", scalar, true},
    {Aggregator::limit_ratio, "limit_ratio", scalar, true},
}};

}  // namespace

const OperatorTraits& traits(Operator op) {
  return kOperators[static_cast<std::size_t>(op)];
}

int sign_precedence() {
  return traits(Operator::power).precedence;
}

const AggregatorTraits& traits(Aggregator op) {
  return kAggregators[static_cast<std::size_t>(op)];
}

std::optional<Aggregator> aggregator_named(std::string_view name) {
  for (const AggregatorTraits& candidate : kAggregators) {
    if (candidate.spelling == name) return candidate.op;
  }
  return std::nullopt;
}

}  // namespace silicon::promql
