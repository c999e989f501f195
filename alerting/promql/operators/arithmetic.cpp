#include "alerting/promql/operators/arithmetic.hpp"

#include <cassert>
#include <cmath>

namespace silicon::promql {
namespace {

// One loop per operator, so that the compiler sees the operation.
template <class Apply>
void for_each_value(Columns& vector, const Scalars& scalars, Apply apply) {
  const std::size_t steps = vector.steps();
  for (std::size_t i = 0; i < vector.size(); ++i) {
    const std::span<double> row = vector.row(i);
    for (std::size_t step = 0; step < steps; ++step) {
      if (!is_absent(row[step])) row[step] = apply(row[step], scalars[step]);
    }
  }
}

void compare(const Binary& node, Columns& vector, const Scalars& scalars, bool scalar_is_left) {
  for_each_value(vector, scalars, [&](double value, double scalar) {
    const double left = scalar_is_left ? scalar : value;
    const double right = scalar_is_left ? value : scalar;
    const double holds = calculate(node.op, left, right);
    if (node.returns_bool) return holds;
    return holds != 0 ? value : absent();
  });
}

void compute(Operator op, Columns& vector, const Scalars& scalars, bool scalar_is_left) {
  if (scalar_is_left) {
    for_each_value(vector, scalars,
                   [op](double value, double scalar) { return calculate(op, scalar, value); });
  } else {
    for_each_value(vector, scalars,
                   [op](double value, double scalar) { return calculate(op, value, scalar); });
  }
}

}  // namespace

double calculate(Operator op, double left, double right) {
  switch (op) {
    case Operator::add:
      return left + right;
    case Operator::subtract:
      return left - right;
    case Operator::multiply:
      return left * right;
    case Operator::divide:
      return left / right;
    case Operator::modulo:
      return std::fmod(left, right);
    case Operator::power:
      return std::pow(left, right);
    case Operator::atan2:
      return std::atan2(left, right);
    case Operator::equal:
      return left == right ? 1 : 0;
    case Operator::not_equal:
      return left != right ? 1 : 0;
    case Operator::less:
      return left < right ? 1 : 0;
    case Operator::less_or_equal:
      return left <= right ? 1 : 0;
    case Operator::greater:
      return left > right ? 1 : 0;
    case Operator::greater_or_equal:
      return left >= right ? 1 : 0;
    default:
      assert(false && "not an operator between numbers");
      return 0;
  }
}

bool drops_name(const Binary& node) {
  return node.returns_bool || !is_comparison(node.op);
}

Columns with_scalar(const Binary& node, Columns vector, const Scalars& scalars,
                    bool scalar_is_left) {
  if (is_comparison(node.op)) {
    compare(node, vector, scalars, scalar_is_left);
    if (!node.returns_bool) vector.prune();
  } else {
    compute(node.op, vector, scalars, scalar_is_left);
  }
  if (drops_name(node)) {
    for (std::size_t i = 0; i < vector.size(); ++i) vector.head(i).drop_name = true;
  }
  return vector;
}

}  // namespace silicon::promql
