// Floating-point numbers as Go's fmt prints them with %e, %f, %g and %x.
// Pure; any thread. Tested by tests/alerting/template/format/numbers_test.cpp.
#pragma once

#include <optional>
#include <string>

namespace silicon::templates {

// `verb` is one of e E f F g G x X. Without a precision: six digits, for g and x as many as it
// takes to read the same number back. With a '-' where negative, never with a '+': "+Inf" is "Inf".
std::string format_float(double value, char verb, std::optional<int> precision);

// Go's %v: 1, 0.95, 1.234567e+06, 1e-05, +Inf, NaN.
std::string general(double value);

}  // namespace silicon::templates
