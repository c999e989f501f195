#include "alerting/api/data/syntax_tree.hpp"

#include <variant>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/functions/table.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::api {
namespace {

using promql::Cardinality;

std::string_view card_name(Cardinality cardinality) {
  switch (cardinality) {
    case Cardinality::one_to_one:
      return "one-to-one";
    case Cardinality::many_to_one:
      return "many-to-one";
    case Cardinality::one_to_many:
      return "one-to-many";
    case Cardinality::many_to_many:
      return "many-to-many";
  }
  return {};
}

bool is_vector(const promql::Expression& expression) {
  return promql::type_of(expression) == promql::ValueType::vector;
}

// One object for each kind of node.
class TreeWriter {
 public:
  explicit TreeWriter(core::JsonWriter& json) : json_(json) {}

  void write(const promql::Expression& expression) {
    json_.begin_object();
    std::visit([this](const auto& node) { members(node); }, expression.node);
    json_.end_object();
  }

 private:
  void child(std::string_view key, const promql::ExpressionPtr& expression) {
    json_.key(key);
    if (expression == nullptr) {
      json_.raw("null");
    } else {
      write(*expression);
    }
  }

  void list(std::string_view key, const std::vector<std::string>& texts) {
    json_.key(key).begin_array();
    for (const std::string& text : texts) json_.string(text);
    json_.end_array();
  }

  void type(std::string_view name) { json_.member("type", name); }

  void milliseconds(std::string_view key, core::Duration duration) {
    json_.key(key).integer(duration.count());
  }

  void offset(const promql::TimeModifiers& modifiers) {
    milliseconds("offset", modifiers.offset ? modifiers.offset->value : core::Duration(0));
  }

  void start_or_end(const promql::TimeModifiers& modifiers) {
    json_.key("startOrEnd");
    if (!modifiers.at || modifiers.at->anchor == promql::AtAnchor::time) {
      json_.raw("null");
    } else {
      json_.string(modifiers.at->anchor == promql::AtAnchor::query_start ? "start" : "end");
    }
  }

  void timestamp(const promql::TimeModifiers& modifiers) {
    json_.key("timestamp");
    if (modifiers.at && modifiers.at->anchor == promql::AtAnchor::time) {
      json_.integer(modifiers.at->time.time_since_epoch().count());
    } else {
      json_.raw("null");
    }
  }

  // Of a name that is not plain Prometheus says nothing: it can only stand among the matchers.
  void name_and_matchers(const promql::VectorSelector& selector) {
    json_.key("matchers").begin_array();
    for (const match::Matcher& matcher : selector.matchers) {
      json_.begin_object();
      json_.member("name", matcher.name()).member("type", match::symbol(matcher.type()));
      json_.member("value", matcher.value()).end_object();
    }
    json_.end_array();
    json_.member("name", promql::is_plain_metric_name(selector.name) ? selector.name : "");
  }

  void members(const promql::NumberLiteral& number) {
    type("numberLiteral");
    json_.member("val", promql::fixed_number(number.value));
  }

  void members(const promql::StringLiteral& text) {
    type("stringLiteral");
    json_.member("val", text.value);
  }

  void members(const promql::VectorSelector& selector) {
    name_and_matchers(selector);
    offset(selector.modifiers);
    start_or_end(selector.modifiers);
    timestamp(selector.modifiers);
    type("vectorSelector");
  }

  void members(const promql::MatrixSelector& matrix) {
    name_and_matchers(matrix.selector);
    offset(matrix.selector.modifiers);
    milliseconds("range", matrix.range.value);
    start_or_end(matrix.selector.modifiers);
    timestamp(matrix.selector.modifiers);
    type("matrixSelector");
  }

  void members(const promql::Subquery& subquery) {
    child("expr", subquery.inner);
    offset(subquery.modifiers);
    milliseconds("range", subquery.range.value);
    start_or_end(subquery.modifiers);
    milliseconds("step", subquery.step ? subquery.step->value : core::Duration(0));
    timestamp(subquery.modifiers);
    type("subquery");
  }

  void members(const promql::Unary& unary) {
    child("expr", unary.operand);
    json_.member("op", unary.negative ? "-" : "+");
    type("unaryExpr");
  }

  void members(const promql::Binary& binary) {
    json_.key("bool").boolean(binary.returns_bool);
    child("lhs", binary.left);
    matching(binary);
    json_.member("op", promql::spelling(binary.op));
    child("rhs", binary.right);
    type("binaryExpr");
  }

  // Numbers have nothing to be matched by.
  void matching(const promql::Binary& binary) {
    json_.key("matching");
    if (!is_vector(*binary.left) || !is_vector(*binary.right)) {
      json_.raw("null");
      return;
    }
    const Cardinality cardinality = promql::is_set_operator(binary.op)
                                        ? Cardinality::many_to_many
                                        : binary.matching.cardinality;
    json_.begin_object().member("card", card_name(cardinality));
    list("include", binary.matching.include);
    list("labels", binary.matching.labels);
    json_.key("on").boolean(binary.matching.on).end_object();
  }

  void members(const promql::Aggregate& aggregate) {
    child("expr", aggregate.operand);
    list("grouping", aggregate.grouping);
    json_.member("op", promql::spelling(aggregate.op));
    child("param", aggregate.parameter);
    type("aggregation");
    json_.key("without").boolean(aggregate.without);
  }

  void members(const promql::Call& call) {
    json_.key("args").begin_array();
    for (const promql::ExpressionPtr& argument : call.arguments) write(*argument);
    json_.end_array().key("func").begin_object();
    if (const promql::Function* function = promql::find_function(call.function)) {
      json_.key("argTypes").begin_array();
      for (const auto argument : function->arguments) json_.string(promql::api_name(argument));
      json_.end_array().member("name", function->name);
      json_.member("returnType", promql::api_name(function->returns));
      json_.key("variadic").integer(function->variadic);
    }
    json_.end_object();
    type("call");
  }

  void members(const promql::Parentheses& parentheses) {
    child("expr", parentheses.inner);
    type("parenExpr");
  }

  core::JsonWriter& json_;
};

}  // namespace

void write_tree(core::JsonWriter& json, const promql::Expression& expression) {
  TreeWriter(json).write(expression);
}

}  // namespace silicon::api
