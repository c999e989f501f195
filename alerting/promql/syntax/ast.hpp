// What the parser makes of an expression: a tree of plain values, parentheses kept.
// It says nothing about types or meaning; check.hpp and the evaluator do.
// Not copyable by accident (see clone()); reading a tree is safe from any thread.
// Tested by tests/alerting/promql/syntax/ast_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "alerting/promql/syntax/operators.hpp"
#include "alerting/series/match/matcher.hpp"
#include "exporter/core/time.hpp"

namespace silicon::promql {

// Bytes [begin, end) of the query text.
struct Position {
  std::size_t begin = 0;
  std::size_t end = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

struct NumberLiteral {
  double value = 0;
  bool written_as_duration = false;  // 5m rather than 300
};

struct StringLiteral {
  std::string value;
};

// Arithmetic inside brackets and behind `offset`: [5m + step() * 2]. Its value depends on the
// query's range and step, so it is computed when the query runs.
struct DurationExpression {
  enum class Kind { seconds, step, range, negate, plus, minimum, maximum, binary };

  Kind kind = Kind::seconds;
  double seconds = 0;
  bool written_as_duration = false;
  Operator op = Operator::add;  // of Kind::binary
  std::unique_ptr<DurationExpression> left;
  std::unique_ptr<DurationExpression> right;
  bool parenthesized = false;
  Position position = {};
};
using DurationExpressionPtr = std::unique_ptr<DurationExpression>;

// A length of time that is known, or (with `expression`) known only when the query runs.
struct TimeSpan {
  core::Duration value{0};
  DurationExpressionPtr expression = nullptr;
};

enum class AtAnchor { time, query_start, query_end };

struct AtModifier {
  AtAnchor anchor = AtAnchor::time;
  core::Instant time;
};

struct TimeModifiers {
  std::optional<TimeSpan> offset = std::nullopt;
  std::optional<AtModifier> at = std::nullopt;
};

struct VectorSelector {
  std::string name;                      // "" when the braces say it all
  std::vector<match::Matcher> matchers;  // with one for __name__ when there is a name
  TimeModifiers modifiers;
};

struct MatrixSelector {
  VectorSelector selector;  // its modifiers stand behind the range
  TimeSpan range;
};

struct Subquery {
  ExpressionPtr inner;
  TimeSpan range;
  std::optional<TimeSpan> step;  // the engine's default otherwise
  TimeModifiers modifiers;
};

struct Unary {
  bool negative = false;
  ExpressionPtr operand;
};

enum class Cardinality { one_to_one, many_to_one, one_to_many, many_to_many };

// How the two sides of an operator find each other.
struct VectorMatching {
  Cardinality cardinality = Cardinality::one_to_one;
  bool on = false;  // otherwise `labels` are those to ignore
  std::vector<std::string> labels = {};
  std::vector<std::string> include = {};  // of group_left(...) and group_right(...)
  bool stated = false;                    // on(...) or ignoring(...) was written
  std::optional<double> fill_left = std::nullopt;
  std::optional<double> fill_right = std::nullopt;
};

struct Binary {
  Operator op = Operator::add;
  ExpressionPtr left;
  ExpressionPtr right;
  bool returns_bool = false;
  VectorMatching matching;
  Position operator_position = {};
};

struct Aggregate {
  Aggregator op = Aggregator::sum;
  ExpressionPtr parameter;  // null when the aggregation takes none
  ExpressionPtr operand;
  bool without = false;
  std::vector<std::string> grouping;
};

struct Call {
  std::string function;
  std::vector<ExpressionPtr> arguments;
  Position name_position;
};

struct Parentheses {
  ExpressionPtr inner;
};

struct Expression {
  using Node = std::variant<NumberLiteral, StringLiteral, VectorSelector, MatrixSelector, Subquery,
                            Unary, Binary, Aggregate, Call, Parentheses>;

  Node node;
  Position position;

  template <class T>
  const T* as() const {
    return std::get_if<T>(&node);
  }
  template <class T>
  T* as() {
    return std::get_if<T>(&node);
  }
};

ExpressionPtr make_expression(Expression::Node node, Position position);

ExpressionPtr clone(const Expression& expression);
TimeSpan clone(const TimeSpan& span);
TimeModifiers clone(const TimeModifiers& modifiers);
DurationExpressionPtr clone(const DurationExpression& expression);

// The expression inside any number of parentheses.
const Expression& unwrapped(const Expression& expression);

}  // namespace silicon::promql
