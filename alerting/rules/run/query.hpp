// Queries that rules and their templates make.
// One thread at a time. Tested by tests/alerting/rules/run/query_test.cpp.
#pragma once

#include <cstddef>
#include <string_view>

#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/rules/run/rule_run.hpp"
#include "exporter/core/result.hpp"

namespace silicon::rules {

struct Answer {
  promql::InstantVector elements;
  std::size_t series_found = 0;
};

// A scalar is one element without labels; anything else but a vector is an error.
core::Result<Answer> ask(const RuleRun& run, const promql::Expression& expression,
                         core::Instant time);
core::Result<Answer> ask(const RuleRun& run, std::string_view expression, core::Instant time);

}  // namespace silicon::rules
