// The operators and aggregations of the language: their spelling, binding strength and nature.
// The one table of each; lexer, parser, checker and printer all read it. Any thread.
// Tested by tests/alerting/promql/syntax/operators_test.cpp.
#pragma once

#include <optional>
#include <string_view>

namespace silicon::promql {

enum class Operator {
  logical_or,
  logical_and,
  unless,
  equal,
  not_equal,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  trim_upper,  // "</", native histograms only: recognised and refused
  trim_lower,  // ">/"
  add,
  subtract,
  multiply,
  divide,
  modulo,
  atan2,
  power,
};

enum class OperatorKind { arithmetic, comparison, set };

struct OperatorTraits {
  Operator op;
  std::string_view spelling;
  int precedence;  // higher binds tighter
  OperatorKind kind;
};

const OperatorTraits& traits(Operator op);
inline std::string_view spelling(Operator op) {
  return traits(op).spelling;
}
inline bool is_comparison(Operator op) {
  return traits(op).kind == OperatorKind::comparison;
}
inline bool is_set_operator(Operator op) {
  return traits(op).kind == OperatorKind::set;
}

// How tightly a sign binds: -1^2 is -(1^2), -a*b is (-a)*b.
int sign_precedence();

enum class Aggregator {
  sum,
  avg,
  min,
  max,
  count,
  group,
  stddev,
  stdvar,
  topk,
  bottomk,
  count_values,
  quantile,
  limitk,
  limit_ratio,
};

enum class AggregatorParameter { none, scalar, string };

struct AggregatorTraits {
  Aggregator op;
  std::string_view spelling;
  AggregatorParameter parameter;
  bool experimental;
};

const AggregatorTraits& traits(Aggregator op);
inline std::string_view spelling(Aggregator op) {
  return traits(op).spelling;
}

// The aggregation of that name, in lower case.
std::optional<Aggregator> aggregator_named(std::string_view name);

}  // namespace silicon::promql
