// How names, strings and numbers are written in expressions and in Prometheus's messages.
// The reading side is parse/literals.hpp. Pure; any thread.
// Tested by tests/alerting/promql/syntax/spelling_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/labels.hpp"

namespace silicon::promql {

// May stand bare: [a-zA-Z_:][a-zA-Z0-9_:]* and the same without colons.
bool is_plain_metric_name(std::string_view name);
bool is_plain_label_name(std::string_view name);

bool is_valid_utf8(std::string_view text);

// In double quotes as Go's %q does it: printable characters as they are, bytes that are not UTF-8
// as \xNN.
std::string quoted(std::string_view text);

// Shortest text that reads back the same, never with an exponent: 1000000, 0.0001, "+Inf", "NaN".
std::string fixed_number(double value);

// As Go's %g: 1e+06, 0.0001, 1e-05.
std::string general_number(double value);

// name{a="b", c="d"}, as expressions write it; {"odd.name", a="b"} where the name is not plain.
std::string metric_text(const core::Labels& labels);

// {__name__="name", a="b"}: how Prometheus prints label sets in messages.
std::string labels_text(const core::Labels& labels);

}  // namespace silicon::promql
