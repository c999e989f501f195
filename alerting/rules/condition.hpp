// What an alerting rule compares what it measures with, for messages: the 0.9 of `load > 0.9`.
// Pure; any thread. Tested by tests/alerting/rules/condition_test.cpp.
#pragma once

#include <optional>
#include <string>

#include "alerting/promql/syntax/ast.hpp"
#include "alerting/promql/value/options.hpp"

namespace silicon::rules {

struct Condition {
  std::string comparison;  // as if the measured stood on the left: ">", "<=", "=="
  double bound = 0;
};

// Of `x > 5`, `5 < x`, `x > 5 and on() y`, with any arithmetic of numbers for the 5. nullopt where
// the bound is itself measured, or there is not one but several.
std::optional<Condition> condition_of(const promql::Expression& expression,
                                      const promql::Options& options);

}  // namespace silicon::rules
