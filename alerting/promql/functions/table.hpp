// All functions of the language, by name. Immutable; any thread.
// Tested by tests/alerting/promql/functions/table_test.cpp.
#pragma once

#include <span>
#include <string_view>

#include "alerting/promql/functions/function.hpp"

namespace silicon::promql {

// nullptr when there is none of that name.
const Function* find_function(std::string_view name);

// In alphabetical order.
std::span<const Function> all_functions();

}  // namespace silicon::promql
