#include "tests/support/promqltest/at_variants.hpp"

#include <algorithm>
#include <string_view>

namespace silicon::promqltest {
namespace {

using namespace promql;  // NOLINT(google-build-using-namespace): the tree's types

constexpr std::string_view kUnsafe[] = {
    "days_in_month",  "day_of_month", "day_of_week", "day_of_year", "hour",
    "minute",         "month",        "year",        "time",        "timestamp",
    "predict_linear", "start",        "end",         "range",       "step"};

struct Fixer {
  core::Instant time;

  bool operator()(NumberLiteral& /*node*/) const { return true; }
  bool operator()(StringLiteral& /*node*/) const { return true; }
  bool operator()(VectorSelector& node) const { return fix(node.modifiers); }
  bool operator()(MatrixSelector& node) const { return fix(node.selector.modifiers); }
  bool operator()(Subquery& node) const { return fix(node.modifiers) && is_safe(*node.inner); }
  bool operator()(Unary& node) const { return fix_time(*node.operand, time); }
  bool operator()(Binary& node) const {
    const bool left = fix_time(*node.left, time);
    return fix_time(*node.right, time) && left;
  }
  bool operator()(Aggregate& node) const {
    const bool parameter = node.parameter == nullptr || fix_time(*node.parameter, time);
    return fix_time(*node.operand, time) && parameter;
  }
  bool operator()(Call& node) const {
    bool safe =
        std::find(std::begin(kUnsafe), std::end(kUnsafe), node.function) == std::end(kUnsafe);
    for (ExpressionPtr& argument : node.arguments) safe = fix_time(*argument, time) && safe;
    return safe;
  }
  bool operator()(Parentheses& node) const { return fix_time(*node.inner, time); }

  bool fix(TimeModifiers& modifiers) const {
    if (!modifiers.at) modifiers.at = AtModifier{AtAnchor::time, time};
    return modifiers.at->anchor == AtAnchor::time;
  }
  // What stands inside a subquery keeps its times, but its functions count.
  bool is_safe(const Expression& inner) const { return fix_time(*clone(inner), time); }
};

}  // namespace

bool fix_time(promql::Expression& expression, core::Instant time) {
  return std::visit(Fixer{time}, expression.node);
}

}  // namespace silicon::promqltest
