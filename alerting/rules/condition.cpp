#include "alerting/rules/condition.hpp"

#include <variant>

#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/promql/syntax/operators.hpp"
#include "alerting/rules/rule.hpp"
#include "alerting/series/store.hpp"

namespace silicon::rules {
namespace {

using promql::Expression;
using promql::Operator;

// Number arithmetic needs no series.
class NoSeries : public series::Queryable {
 public:
  core::Result<std::vector<series::SeriesView>> select(std::span<const series::Matcher>,
                                                       core::Instant, core::Instant,
                                                       const series::SelectLimits&) const override {
    return std::vector<series::SeriesView>();
  }
};

std::optional<double> number_of(const Expression& expression, const promql::Options& options) {
  if (!selectors_of(expression).empty()) return std::nullopt;
  const NoSeries none;
  const auto result = promql::Engine(none, options).instant(expression, core::Instant());
  const auto* number = result ? std::get_if<double>(&result->value) : nullptr;
  return number == nullptr ? std::nullopt : std::optional<double>(*number);
}

Operator turned_round(Operator op) {
  switch (op) {
    case Operator::greater:
      return Operator::less;
    case Operator::less:
      return Operator::greater;
    case Operator::greater_or_equal:
      return Operator::less_or_equal;
    case Operator::less_or_equal:
      return Operator::greater_or_equal;
    default:
      return op;
  }
}

bool is_condition(const Expression& expression) {
  const auto* binary = promql::unwrapped(expression).as<promql::Binary>();
  return binary != nullptr && promql::is_comparison(binary->op) && !binary->returns_bool;
}

}  // namespace

std::optional<Condition> condition_of(const Expression& expression,
                                      const promql::Options& options) {
  const auto* binary = promql::unwrapped(expression).as<promql::Binary>();
  if (binary == nullptr || binary->returns_bool) return std::nullopt;
  if (promql::is_set_operator(binary->op)) {
    if (binary->op == Operator::logical_or) return std::nullopt;
    return condition_of(*binary->left, options);
  }
  if (!promql::is_comparison(binary->op)) return std::nullopt;
  // `20 < x < 30` has two bounds.
  if (is_condition(*binary->left) || is_condition(*binary->right)) return std::nullopt;
  if (const auto bound = number_of(*binary->right, options)) {
    return Condition{std::string(promql::spelling(binary->op)), *bound};
  }
  if (const auto bound = number_of(*binary->left, options)) {
    return Condition{std::string(promql::spelling(turned_round(binary->op))), *bound};
  }
  return std::nullopt;
}

}  // namespace silicon::rules
