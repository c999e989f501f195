// The order people expect of "cpu2" and "cpu10": runs of digits compare as numbers. For
// sort_by_label(); the rules are those of facette/natsort, which Prometheus uses.
// Pure; any thread. Tested by tests/alerting/promql/functions/natural_order_test.cpp.
#pragma once

#include <string_view>

namespace silicon::promql {

bool naturally_less(std::string_view a, std::string_view b);

}  // namespace silicon::promql
