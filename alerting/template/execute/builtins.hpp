// The functions that every Go template has: and, or, not, len, index, slice, print, printf,
// println, html, js, urlquery, call and the comparisons. `and` and `or` are here for their arity;
// the executor evaluates no more of their arguments than it must. Pure; any thread. Tested by
// tests/alerting/template/execute/builtins_test.cpp.
#pragma once

#include "alerting/template/execute/function.hpp"

namespace silicon::templates {

const Functions& builtins();

}  // namespace silicon::templates
