// What a function of the language is: its signature, and one of a few kinds of body. The evaluator
// does the rest for each kind, so a body is as small as its arithmetic. README.md shows how to add
// one. Values; any thread. Tested by tests/alerting/promql/functions/table_test.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "alerting/promql/functions/windows/window.hpp"
#include "alerting/promql/syntax/ast.hpp"
#include "alerting/promql/syntax/value_type.hpp"
#include "alerting/promql/value/annotations.hpp"
#include "alerting/promql/value/columns.hpp"
#include "alerting/promql/value/grid.hpp"
#include "alerting/promql/value/options.hpp"

namespace silicon::promql {

// The query around a call.
struct QueryContext {
  const Options& options;
  Grid query;  // the whole query's, also inside subqueries
  Annotations& annotations;
};

struct CallSite {
  const Call& call;
  Position position;
  const Grid& grid;
  QueryContext& context;

  Position argument_position(std::size_t index) const { return call.arguments[index]->position; }
};

// Value by value, over an instant vector; `scalars` are the scalar arguments, in order.
using OverValue = double (*)(double value);
using OverValueWith = double (*)(double value, std::span<const double> scalars);
// OverWindow: over a range vector; absent() where there is no result.
// Everything else: all arguments in order, a range vector excepted.
using OverArguments = core::Result<Value> (*)(const CallSite& site, std::vector<Value> arguments);
// Needs the unevaluated arguments; the evaluator has code for it.
enum class Special { timestamp, absent_over_time, info };

using Body = std::variant<OverValue, OverValueWith, OverWindow, OverArguments, Special>;

struct Function {
  std::string_view name;
  std::vector<ValueType> arguments;
  // 0: all arguments are needed. n: the last may be left out or repeated, up to n more. -1: the
  // last may be left out or repeated at will.
  int variadic = 0;
  ValueType returns = ValueType::vector;
  Body body;

  bool experimental = false;
  bool keeps_name = false;       // over windows: last_over_time and its like
  bool expects_counter = false;  // remarks on names that do not look like a counter's
  std::optional<std::size_t> quantile = std::nullopt;  // argument that should be within [0, 1]
  // Complains about scalar arguments that make no sense.
  std::optional<std::string> (*refuse)(std::span<const double> scalars) = nullptr;
};

}  // namespace silicon::promql
