#include "alerting/rules/rule.hpp"

#include <algorithm>
#include <array>

#include "alerting/promql/syntax/operators.hpp"

namespace silicon::rules {
namespace {

using promql::Expression;
using promql::ExpressionPtr;

bool is_absence(const promql::Call& call) {
  return call.function == "absent" || call.function == "absent_over_time";
}

// The expressions one level below, in the order written.
std::vector<const Expression*> operands_of(const Expression& expression) {
  std::vector<const Expression*> result;
  const auto add = [&](const ExpressionPtr& operand) {
    if (operand) result.push_back(operand.get());
  };
  if (const auto* subquery = expression.as<promql::Subquery>()) add(subquery->inner);
  if (const auto* unary = expression.as<promql::Unary>()) add(unary->operand);
  if (const auto* parentheses = expression.as<promql::Parentheses>()) add(parentheses->inner);
  if (const auto* binary = expression.as<promql::Binary>()) {
    add(binary->left);
    add(binary->right);
  }
  if (const auto* aggregate = expression.as<promql::Aggregate>()) {
    add(aggregate->parameter);
    add(aggregate->operand);
  }
  if (const auto* call = expression.as<promql::Call>()) {
    for (const ExpressionPtr& argument : call->arguments) add(argument);
  }
  return result;
}

const promql::VectorSelector* selector_of(const Expression& expression) {
  if (const auto* matrix = expression.as<promql::MatrixSelector>()) return &matrix->selector;
  return expression.as<promql::VectorSelector>();
}

void collect(const Expression& expression, std::vector<const promql::VectorSelector*>& out) {
  if (const auto* selector = selector_of(expression)) out.push_back(selector);
  for (const Expression* operand : operands_of(expression)) collect(*operand, out);
}

core::Duration own_reach(const Expression& expression) {
  if (const auto* matrix = expression.as<promql::MatrixSelector>()) return matrix->range.value;
  if (const auto* subquery = expression.as<promql::Subquery>()) return subquery->range.value;
  return core::Duration::zero();
}

bool is_constant(const Expression& expression) {
  std::vector<const promql::VectorSelector*> selectors;
  collect(expression, selectors);
  return selectors.empty();
}

// The expression without its condition, or as it is where it has none.
ExpressionPtr measured(const Expression& expression) {
  ExpressionPtr without = without_condition(expression);
  return without ? std::move(without) : clone(promql::unwrapped(expression));
}

ExpressionPtr either(const promql::Binary& binary, promql::Position position) {
  promql::Binary copy;
  copy.op = binary.op;
  copy.left = measured(*binary.left);
  copy.right = measured(*binary.right);
  copy.matching = binary.matching;
  copy.operator_position = binary.operator_position;
  return make_expression(std::move(copy), position);
}

}  // namespace

bool is_synthetic(const promql::VectorSelector& selector) {
  constexpr std::array<std::string_view, 3> kNames{"up", "ALERTS", "ALERTS_FOR_STATE"};
  std::string_view name = selector.name;
  for (const match::Matcher& matcher : selector.matchers) {
    if (matcher.name() == "__name__" && matcher.type() == match::MatchType::equal) {
      name = matcher.value();
    }
  }
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
         name.substr(0, 7) == "scrape_";
}

std::vector<const promql::VectorSelector*> selectors_of(const Expression& expression) {
  std::vector<const promql::VectorSelector*> result;
  collect(expression, result);
  return result;
}

std::vector<const promql::VectorSelector*> expected_selectors(const Expression& expression) {
  if (const auto* selector = selector_of(expression)) return {selector};
  const auto* call = expression.as<promql::Call>();
  if (call != nullptr && is_absence(*call)) return {};
  std::vector<const promql::VectorSelector*> result;
  for (const Expression* operand : operands_of(expression)) {
    const auto inner = expected_selectors(*operand);
    result.insert(result.end(), inner.begin(), inner.end());
  }
  return result;
}

bool expects_series(const Expression& expression) {
  return !expected_selectors(expression).empty();
}

core::Duration reach_of(const Expression& expression) {
  core::Duration deepest{0};
  for (const Expression* operand : operands_of(expression)) {
    deepest = std::max(deepest, reach_of(*operand));
  }
  return deepest + own_reach(expression);
}

ExpressionPtr without_condition(const Expression& expression) {
  const Expression& inner = promql::unwrapped(expression);
  const auto* binary = inner.as<promql::Binary>();
  if (binary == nullptr || binary->returns_bool) return nullptr;
  // `20 < x < 30` is (20 < x) < 30: both conditions go.
  if (promql::is_comparison(binary->op)) {
    return measured(is_constant(*binary->left) ? *binary->right : *binary->left);
  }
  if (!promql::is_set_operator(binary->op)) return nullptr;
  // What stands behind `and` and `unless` is a condition, too.
  if (binary->op != promql::Operator::logical_or) return measured(*binary->left);
  return either(*binary, inner.position);
}

}  // namespace silicon::rules
