// Values as text the way Go's fmt.Print does it, without any formatting verbs.
// Pure; any thread. Tested by tests/alerting/template/format/print_test.cpp.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "alerting/template/value/value.hpp"

namespace silicon::templates {

// Longer texts are cut here: nested values share their parts, so that a small tree can be a very
// long text. Whoever shows the text to somebody refuses it then.
inline constexpr std::size_t kMostText = std::size_t{1} << 20;

// %v: 1e+06, true, text as it is, [a b], map[k:v]; "<nil>" for nil.
std::string print(const Value& value);
void append_printed(std::string& out, const Value& value);

// fmt.Sprint: blanks only between two values of which neither is a text.
std::string print_all(std::span<const Value> values);

// fmt.Sprintln: blanks between all, and a line break.
std::string print_line(std::span<const Value> values);

}  // namespace silicon::templates
