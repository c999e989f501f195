#include "alerting/promql/check/check.hpp"

#include <algorithm>

#include "alerting/promql/functions/table.hpp"
#include "alerting/promql/parse/parser.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {
namespace {

struct Typer {
  ValueType operator()(const NumberLiteral& /*node*/) const { return ValueType::scalar; }
  ValueType operator()(const StringLiteral& /*node*/) const { return ValueType::string; }
  ValueType operator()(const VectorSelector& /*node*/) const { return ValueType::vector; }
  ValueType operator()(const MatrixSelector& /*node*/) const { return ValueType::matrix; }
  ValueType operator()(const Subquery& /*node*/) const { return ValueType::matrix; }
  ValueType operator()(const Unary& node) const { return type_of(*node.operand); }
  ValueType operator()(const Binary& node) const {
    const bool scalars =
        type_of(*node.left) == ValueType::scalar && type_of(*node.right) == ValueType::scalar;
    return scalars ? ValueType::scalar : ValueType::vector;
  }
  ValueType operator()(const Aggregate& /*node*/) const { return ValueType::vector; }
  ValueType operator()(const Call& node) const {
    const Function* function = find_function(node.function);
    return function == nullptr ? ValueType::vector : function->returns;
  }
  ValueType operator()(const Parentheses& node) const { return type_of(*node.inner); }
};

bool is_value(ValueType type) {
  return type == ValueType::scalar || type == ValueType::vector;
}

// Walks the tree; every function returns false once something is wrong.
class Checker {
 public:
  Checker(std::string_view text, const Options& options) : text_(text), options_(options) {}

  bool check(const Expression& expression) {
    at_ = expression.position;
    return std::visit([&](const auto& node) { return check_node(node, expression.position); },
                      expression.node);
  }

  core::Error error() && { return parse_error(text_, at_, message_); }

 private:
  bool fail(Position position, std::string message) {
    at_ = position;
    message_ = std::move(message);
    return false;
  }

  bool expect(const Expression& expression, ValueType wanted, const std::string& context) {
    const ValueType type = type_of(expression);
    if (type == wanted) return true;
    return fail(expression.position, "expected type " + std::string(documented_name(wanted)) +
                                         " in " + context + ", got " +
                                         std::string(documented_name(type)));
  }

  template <class Leaf>
  bool check_node(const Leaf& /*node*/, Position /*position*/) {
    return true;
  }
  bool check_node(const VectorSelector& node, Position position);
  bool check_node(const MatrixSelector& node, Position position) {
    return check_node(node.selector, position);
  }
  bool check_node(const Parentheses& node, Position /*position*/) { return check(*node.inner); }
  bool check_node(const Unary& node, Position position);
  bool check_node(const Subquery& node, Position position);
  bool check_node(const Binary& node, Position position);
  bool check_node(const Aggregate& node, Position position);
  bool check_node(const Call& node, Position position);
  bool check_operands(const Binary& node, Position position);
  bool check_matching(const Binary& node, Position position);
  bool check_name(const VectorSelector& selector, Position position);
  bool check_arity(const Call& node, const Function& function, Position position);
  bool check_info_labels(const Expression& argument);

  std::string_view text_;
  const Options& options_;
  Position at_;
  std::string message_;
};

// name{...} must not say __name__ again.
bool Checker::check_name(const VectorSelector& selector, Position position) {
  if (selector.name.empty()) return true;
  const auto names = std::count_if(
      selector.matchers.begin(), selector.matchers.end(), [](const match::Matcher& matcher) {
        return matcher.name() == "__name__" && matcher.type() == match::MatchType::equal;
      });
  return names == 1 ||
         fail(position, "metric name must not be set twice: " + quoted(selector.name) + " or " +
                            quoted(selector.matchers.front().value()));
}

bool Checker::check_node(const VectorSelector& node, Position position) {
  if (!check_name(node, position)) return false;
  const bool refuses_empty =
      std::any_of(node.matchers.begin(), node.matchers.end(),
                  [](const match::Matcher& matcher) { return !matcher.matches(""); });
  return refuses_empty ||
         fail(position, "vector selector must contain at least one non-empty matcher");
}

bool Checker::check_node(const Unary& node, Position position) {
  if (!check(*node.operand)) return false;
  const ValueType type = type_of(*node.operand);
  if (is_value(type)) return true;
  return fail(
      position,
      "unary expression only allowed on expressions of type scalar or instant vector, got " +
          quoted(documented_name(type)));
}

bool Checker::check_node(const Subquery& node, Position position) {
  if (!check(*node.inner)) return false;
  const ValueType type = type_of(*node.inner);
  if (type == ValueType::vector) return true;
  return fail(position, "subquery is only allowed on instant vector, got " +
                            std::string(api_name(type)) + " instead");
}

bool Checker::check_node(const Binary& node, Position position) {
  return check(*node.left) && check(*node.right) && check_operands(node, position) &&
         check_matching(node, position);
}

bool Checker::check_operands(const Binary& node, Position position) {
  const ValueType left = type_of(*node.left);
  const ValueType right = type_of(*node.right);
  if (node.op == Operator::trim_lower || node.op == Operator::trim_upper) {
    return fail(position, "operator " + quoted(spelling(node.op)) +
                              " needs native histograms, which are not supported");
  }
  if (node.returns_bool && !is_comparison(node.op)) {
    return fail(node.operator_position, "bool modifier can only be used on comparison operators");
  }
  const bool scalars = left == ValueType::scalar && right == ValueType::scalar;
  if (is_comparison(node.op) && !node.returns_bool && scalars) {
    return fail(node.operator_position, "comparisons between scalars must use BOOL modifier");
  }
  if (!is_value(left)) {
    return fail(node.left->position,
                "binary expression must contain only scalar and instant vector types");
  }
  if (!is_value(right)) {
    return fail(node.right->position,
                "binary expression must contain only scalar and instant vector types");
  }
  if (is_set_operator(node.op) && (left == ValueType::scalar || right == ValueType::scalar)) {
    return fail(position, "set operator " + quoted(spelling(node.op)) +
                              " not allowed in binary scalar expression");
  }
  return true;
}

bool Checker::check_matching(const Binary& node, Position position) {
  const VectorMatching& matching = node.matching;
  const bool vectors =
      type_of(*node.left) == ValueType::vector && type_of(*node.right) == ValueType::vector;
  if (!vectors && !matching.labels.empty()) {
    return fail(position, "vector matching only allowed between instant vectors");
  }
  const bool grouped = matching.cardinality == Cardinality::many_to_one ||
                       matching.cardinality == Cardinality::one_to_many;
  if (is_set_operator(node.op) && grouped) {
    return fail(position, "no grouping allowed for " + quoted(spelling(node.op)) + " operation");
  }
  if (matching.fill_left || matching.fill_right) {
    if (!options_.fill_modifiers) return fail(position, "fill modifiers are not enabled");
    if (is_set_operator(node.op)) {
      return fail(position, "filling in missing series not allowed for set operators");
    }
    if (!vectors) {
      return fail(position, "filling in missing series only allowed between instant vectors");
    }
  }
  if (!matching.on) return true;
  for (const std::string& label : matching.labels) {
    const auto& include = matching.include;
    if (std::find(include.begin(), include.end(), label) == include.end()) continue;
    return fail(node.operator_position,
                "label " + quoted(label) + " must not occur in ON and GROUP clause at once");
  }
  return true;
}

bool Checker::check_node(const Aggregate& node, Position position) {
  const AggregatorTraits& aggregator = traits(node.op);
  if (aggregator.experimental && !options_.experimental_functions) {
    return fail(position, std::string(aggregator.spelling) +
                              "() is experimental and must be enabled with "
                              "--enable-feature=promql-experimental-functions");
  }
  if (!check(*node.operand) ||
      !expect(*node.operand, ValueType::vector, "aggregation expression")) {
    return false;
  }
  if (aggregator.parameter == AggregatorParameter::none) return true;
  const bool string = aggregator.parameter == AggregatorParameter::string;
  return check(*node.parameter) &&
         expect(*node.parameter, string ? ValueType::string : ValueType::scalar,
                "aggregation parameter");
}

bool Checker::check_arity(const Call& node, const Function& function, Position position) {
  const std::size_t stated = function.arguments.size();
  const std::size_t given = node.arguments.size();
  const auto complain = [&](std::string_view what, std::size_t wanted) {
    return fail(position, "expected " + std::string(what) + std::to_string(wanted) +
                              " argument(s) in call to " + quoted(node.function) + ", got " +
                              std::to_string(given));
  };
  if (function.variadic == 0) return given == stated || complain("", stated);
  if (given + 1 < stated) return complain("at least ", stated - 1);
  const std::size_t most = stated - 1 + static_cast<std::size_t>(std::max(function.variadic, 0));
  return function.variadic < 0 || given <= most || complain("at most ", most);
}

bool Checker::check_node(const Call& node, Position position) {
  const Function* function = find_function(node.function);
  if (function == nullptr) {
    return fail(node.name_position, "unknown function with name " + quoted(node.function));
  }
  if (function->experimental && !options_.experimental_functions) {
    return fail(node.name_position, "function " + quoted(node.function) + " is not enabled");
  }
  if (!check_arity(node, *function, position)) return false;
  for (std::size_t i = 0; i < node.arguments.size(); ++i) {
    const Expression& argument = *node.arguments[i];
    const ValueType wanted = function->arguments[std::min(i, function->arguments.size() - 1)];
    const bool selects_info = node.function == "info" && i == 1;
    if (!(selects_info ? check_info_labels(argument) : check(argument))) return false;
    if (!expect(argument, wanted, "call to function " + quoted(node.function))) return false;
  }
  return true;
}

// The second argument of info() says which labels are wanted: braces without a name, which may
// match the empty value.
bool Checker::check_info_labels(const Expression& argument) {
  const auto* selector = unwrapped(argument).as<VectorSelector>();
  if (selector == nullptr) {
    return check(argument) && fail(argument.position, "expected label selectors only");
  }
  if (selector->name.empty()) return true;
  return fail(argument.position, "expected label selectors only, got vector selector instead");
}

}  // namespace

ValueType type_of(const Expression& expression) {
  return std::visit(Typer{}, expression.node);
}

core::Status check(const Expression& expression, std::string_view text, const Options& options) {
  Checker checker(text, options);
  if (checker.check(expression)) return core::Done{};
  return std::move(checker).error();
}

core::Result<ExpressionPtr> parse_query(std::string_view text, const Options& options) {
  auto parsed = parse(text);
  if (!parsed) return parsed;
  if (auto status = check(**parsed, text, options); !status) return std::move(status).error();
  return parsed;
}

}  // namespace silicon::promql
