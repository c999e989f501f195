// eq, ne, lt, le, gt, ge with Go's idea of what can be compared: only values of one kind, and
// "greater" is what is not "less or equal", even for NaN.
// Pure; any thread. Tested by tests/alerting/template/execute/compare_test.cpp.
#pragma once

#include <span>

#include "alerting/template/value/value.hpp"
#include "exporter/core/result.hpp"

namespace silicon::templates {

// The first equals any of the others.
core::Result<Value> equals_any(std::span<const Value> values);

core::Result<bool> equal(const Value& a, const Value& b);
core::Result<bool> less(const Value& a, const Value& b);

}  // namespace silicon::templates
