#include "alerting/promql/syntax/ast.hpp"

#include <utility>

namespace silicon::promql {
namespace {

ExpressionPtr clone_or_null(const ExpressionPtr& expression) {
  return expression ? clone(*expression) : nullptr;
}

std::optional<TimeSpan> clone_optional(const std::optional<TimeSpan>& span) {
  if (!span) return std::nullopt;
  return clone(*span);
}

VectorSelector clone_selector(const VectorSelector& selector) {
  return {selector.name, selector.matchers, clone(selector.modifiers)};
}

struct Cloner {
  Expression::Node operator()(const NumberLiteral& node) const { return node; }
  Expression::Node operator()(const StringLiteral& node) const { return node; }
  Expression::Node operator()(const VectorSelector& node) const { return clone_selector(node); }
  Expression::Node operator()(const MatrixSelector& node) const {
    return MatrixSelector{clone_selector(node.selector), clone(node.range)};
  }
  Expression::Node operator()(const Subquery& node) const {
    return Subquery{clone(*node.inner), clone(node.range), clone_optional(node.step),
                    clone(node.modifiers)};
  }
  Expression::Node operator()(const Unary& node) const {
    return Unary{node.negative, clone(*node.operand)};
  }
  Expression::Node operator()(const Binary& node) const {
    return Binary{node.op,           clone(*node.left), clone(*node.right),
                  node.returns_bool, node.matching,     node.operator_position};
  }
  Expression::Node operator()(const Aggregate& node) const {
    return Aggregate{node.op, clone_or_null(node.parameter), clone_or_null(node.operand),
                     node.without, node.grouping};
  }
  Expression::Node operator()(const Call& node) const {
    Call copy{node.function, {}, node.name_position};
    for (const ExpressionPtr& argument : node.arguments) copy.arguments.push_back(clone(*argument));
    return copy;
  }
  Expression::Node operator()(const Parentheses& node) const {
    return Parentheses{clone(*node.inner)};
  }
};

}  // namespace

ExpressionPtr make_expression(Expression::Node node, Position position) {
  return std::make_unique<Expression>(Expression{std::move(node), position});
}

ExpressionPtr clone(const Expression& expression) {
  return make_expression(std::visit(Cloner{}, expression.node), expression.position);
}

TimeModifiers clone(const TimeModifiers& modifiers) {
  return {clone_optional(modifiers.offset), modifiers.at};
}

TimeSpan clone(const TimeSpan& span) {
  return {span.value, span.expression ? clone(*span.expression) : nullptr};
}

DurationExpressionPtr clone(const DurationExpression& expression) {
  auto copy = std::make_unique<DurationExpression>();
  copy->kind = expression.kind;
  copy->seconds = expression.seconds;
  copy->written_as_duration = expression.written_as_duration;
  copy->op = expression.op;
  copy->left = expression.left ? clone(*expression.left) : nullptr;
  copy->right = expression.right ? clone(*expression.right) : nullptr;
  copy->parenthesized = expression.parenthesized;
  copy->position = expression.position;
  return copy;
}

const Expression& unwrapped(const Expression& expression) {
  const Expression* inner = &expression;
  while (const auto* parentheses = inner->as<Parentheses>()) inner = parentheses->inner.get();
  return *inner;
}

}  // namespace silicon::promql
