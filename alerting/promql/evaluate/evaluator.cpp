#include "alerting/promql/evaluate/evaluator.hpp"

#include <algorithm>

#include "alerting/promql/aggregations/aggregate.hpp"
#include "alerting/promql/check/check.hpp"
#include "alerting/promql/functions/table.hpp"
#include "alerting/promql/operators/arithmetic.hpp"
#include "alerting/promql/operators/set_operators.hpp"
#include "alerting/promql/operators/vector_matching.hpp"

namespace silicon::promql {
namespace {

// Functions whose value changes with the evaluation time although their arguments do not.
// Source: prometheus/prometheus, promql/functions.go, AtModifierUnsafeFunctions.
bool looks_at_time(std::string_view function) {
  static constexpr std::string_view kNames[] = {
      "days_in_month", "day_of_month", "day_of_week",    "day_of_year", "hour",     "minute",
      "month",         "year",         "predict_linear", "time",        "timestamp"};
  return std::find(std::begin(kNames), std::end(kNames), function) != std::end(kNames);
}

struct Invariance {
  bool operator()(const NumberLiteral& /*node*/) const { return true; }
  bool operator()(const StringLiteral& /*node*/) const { return true; }
  bool operator()(const VectorSelector& node) const { return node.modifiers.at.has_value(); }
  bool operator()(const MatrixSelector& node) const {
    return node.selector.modifiers.at.has_value();
  }
  bool operator()(const Subquery& node) const { return node.modifiers.at.has_value(); }
  bool operator()(const Unary& node) const { return is_step_invariant(*node.operand); }
  bool operator()(const Binary& node) const {
    return is_step_invariant(*node.left) && is_step_invariant(*node.right);
  }
  bool operator()(const Aggregate& node) const {
    return is_step_invariant(*node.operand) &&
           (node.parameter == nullptr || is_step_invariant(*node.parameter));
  }
  bool operator()(const Call& node) const {
    return !looks_at_time(node.function) &&
           std::all_of(node.arguments.begin(), node.arguments.end(),
                       [](const ExpressionPtr& argument) { return is_step_invariant(*argument); });
  }
  bool operator()(const Parentheses& node) const { return is_step_invariant(*node.inner); }
};

Columns repeated(const Columns& single, std::size_t steps) {
  Columns result(steps);
  result.distinct_without_name = single.distinct_without_name;
  result.reserve(single.size());
  for (std::size_t i = 0; i < single.size(); ++i) {
    const std::span<double> row = result.add(single.head(i));
    std::fill(row.begin(), row.end(), single.row(i)[0]);
  }
  return result;
}

Scalars combined(Operator op, const Scalars& left, const Scalars& right) {
  Scalars result(left.size());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = calculate(op, left[i], right[i]);
  return result;
}

std::size_t cells_of(const Value& value) {
  if (const auto* scalars = std::get_if<Scalars>(&value)) return scalars->size();
  const auto* columns = std::get_if<Columns>(&value);
  return columns == nullptr ? 0 : columns->size() * columns->steps();
}

}  // namespace

bool is_step_invariant(const Expression& expression) {
  return std::visit(Invariance{}, expression.node);
}

core::Status Evaluator::interrupted() const {
  if (!interrupt_) return core::Done{};
  const std::optional<std::string> reason = interrupt_();
  if (!reason) return core::Done{};
  return core::Error(*reason, core::ErrorKind::timeout);
}

Evaluator::Held::Held(Evaluator& evaluator, const Value& value)
    : held_(evaluator.held_), cells_(cells_of(value)) {
  held_ += cells_;
}

core::Status Evaluator::check_size(std::size_t rows, std::size_t steps) const {
  const std::size_t room =
      context_.options.max_samples - std::min(context_.options.max_samples, held_);
  if (rows == 0 || steps <= room / rows) return core::Done{};
  return core::Error(std::string(kTooManySamples), core::ErrorKind::invalid);
}

core::Result<Value> Evaluator::evaluate(const Expression& expression, const Grid& grid) {
  if (auto status = interrupted(); !status) return std::move(status).error();
  const std::size_t steps = grid.steps();
  if (auto status = check_size(1, steps); !status) return std::move(status).error();
  if (steps == 1 || !is_step_invariant(expression)) {
    auto value = evaluate_node(expression, grid);
    if (!value) return value;
    if (auto status = check_size(1, cells_of(*value)); !status) return std::move(status).error();
    return value;
  }
  auto once = evaluate_node(expression, {grid.start, grid.start, grid.step});
  if (!once) return once;
  if (const auto* scalars = std::get_if<Scalars>(&*once)) {
    return Value(Scalars(steps, scalars->front()));
  }
  const auto* columns = std::get_if<Columns>(&*once);
  if (columns == nullptr) return once;
  if (auto status = check_size(columns->size(), steps); !status) return std::move(status).error();
  return Value(repeated(*columns, steps));
}

core::Result<Value> Evaluator::evaluate_node(const Expression& expression, const Grid& grid) {
  return std::visit([&](const auto& node) { return node_value(node, expression, grid); },
                    expression.node);
}

core::Result<Value> Evaluator::node_value(const NumberLiteral& node, const Expression& /*whole*/,
                                          const Grid& grid) {
  return Value(Scalars(grid.steps(), node.value));
}

core::Result<Value> Evaluator::node_value(const StringLiteral& node, const Expression& /*whole*/,
                                          const Grid& /*grid*/) {
  return Value(node.value);
}

core::Result<Value> Evaluator::node_value(const VectorSelector& node, const Expression& /*whole*/,
                                          const Grid& grid) {
  auto columns = select_instants(node, grid, Show::values);
  if (!columns) return std::move(columns).error();
  return Value(*std::move(columns));
}

// Range vectors are arguments of functions and whole queries; nothing asks for their values.
core::Result<Value> Evaluator::node_value(const MatrixSelector& /*node*/,
                                          const Expression& /*whole*/, const Grid& /*grid*/) {
  return core::Error("a range vector has no value at an instant", core::ErrorKind::invalid);
}

core::Result<Value> Evaluator::node_value(const Subquery& /*node*/, const Expression& /*whole*/,
                                          const Grid& /*grid*/) {
  return core::Error("a range vector has no value at an instant", core::ErrorKind::invalid);
}

core::Result<Value> Evaluator::node_value(const Parentheses& node, const Expression& /*whole*/,
                                          const Grid& grid) {
  return evaluate(*node.inner, grid);
}

core::Result<Value> Evaluator::node_value(const Unary& node, const Expression& /*whole*/,
                                          const Grid& grid) {
  auto value = evaluate(*node.operand, grid);
  if (!value || !node.negative) return value;
  if (auto* scalars = std::get_if<Scalars>(&*value)) {
    for (double& scalar : *scalars) scalar = -scalar;
    return value;
  }
  Columns columns = std::get<Columns>(*std::move(value));
  for (double& cell : columns.cells()) {
    if (!is_absent(cell)) cell = -cell;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) columns.head(i).drop_name = true;
  return settled(std::move(columns));
}

// A chain of operators, a + b + c, is as deep a tree as it is long: it is walked from its first
// operand on, so that its length takes no stack.
core::Result<Value> Evaluator::node_value(const Binary& node, const Expression& /*whole*/,
                                          const Grid& grid) {
  std::vector<const Binary*> chain{&node};
  while (const auto* left = chain.back()->left->as<Binary>()) {
    if (grid.steps() > 1 && is_step_invariant(*chain.back()->left)) break;
    chain.push_back(left);
  }
  auto value = evaluate(*chain.back()->left, grid);
  for (; value && !chain.empty(); chain.pop_back()) {
    value = combine(*chain.back(), *std::move(value), grid);
  }
  return value;
}

core::Result<Value> Evaluator::combine(const Binary& node, Value left, const Grid& grid) {
  const Held held(*this, left);
  auto right = evaluate(*node.right, grid);
  if (!right) return right;
  auto* left_scalars = std::get_if<Scalars>(&left);
  auto* right_scalars = std::get_if<Scalars>(&*right);
  if (left_scalars != nullptr && right_scalars != nullptr) {
    return Value(combined(node.op, *left_scalars, *right_scalars));
  }
  if (left_scalars != nullptr) {
    return settled(with_scalar(node, std::get<Columns>(*std::move(right)), *left_scalars, true));
  }
  if (right_scalars != nullptr) {
    return settled(with_scalar(node, std::get<Columns>(std::move(left)), *right_scalars, false));
  }
  auto result = is_set_operator(node.op)
                    ? combine_sets(node, std::get<Columns>(std::move(left)),
                                   std::get<Columns>(*std::move(right)), context_.options)
                    : match_vectors(node, std::get<Columns>(left), std::get<Columns>(*right),
                                    context_.options);
  if (!result) return std::move(result).error();
  return settled(*std::move(result));
}

core::Result<Value> Evaluator::node_value(const Aggregate& node, const Expression& /*whole*/,
                                          const Grid& grid) {
  Value parameter;
  if (node.parameter != nullptr) {
    auto value = evaluate(*node.parameter, grid);
    if (!value) return value;
    parameter = *std::move(value);
  }
  const Held held(*this, parameter);
  auto operand = evaluate(*node.operand, grid);
  if (!operand) return operand;
  auto result = aggregate(node, parameter, std::get<Columns>(*operand), context_.options,
                          context_.annotations);
  if (!result) return std::move(result).error();
  return Value(*std::move(result));
}

core::Result<Value> Evaluator::settled(Columns columns) {
  if (context_.options.delayed_name_removal || columns.distinct_without_name) {
    return Value(std::move(columns));
  }
  remove_dropped_names(columns, {context_.options.type_and_unit_labels});
  if (auto status = merge_equal_rows(columns); !status) return std::move(status).error();
  return Value(std::move(columns));
}

}  // namespace silicon::promql
