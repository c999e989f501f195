// Go's fmt.Sprintf with the verbs and flags that make sense of a template's values. A verb that
// does not suit its value reads as Go's complaint: "%!d(float64=12.5)", "%!d(MISSING)". Pure; any
// thread. Tested by tests/alerting/template/format/printf_test.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "alerting/template/value/value.hpp"

namespace silicon::templates {

// Cut after kMostText bytes.
std::string printf(std::string_view format, std::span<const Value> arguments);

}  // namespace silicon::templates
