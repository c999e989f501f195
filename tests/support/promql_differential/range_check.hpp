// A range query must give at each step what an instant query gives there: the engine takes another
// way through its own code for each. Pure; one thread. Used by main.cpp.
#pragma once

#include <string>

#include "alerting/promql/evaluate/engine.hpp"

namespace silicon::differential {

// What differs over a few minutes around `time`; "" where nothing does. Not for expressions that
// ask for the query's start() or end().
std::string range_difference(const promql::Engine& engine, const promql::Expression& expression,
                             core::Instant time);

}  // namespace silicon::differential
