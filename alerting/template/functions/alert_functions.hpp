// The functions that Prometheus gives to the templates of alerts, besides Go's own.
// Source: Prometheus 3.14, template/template.go. Pure but for queries; any thread.
// Tested by tests/alerting/template/functions/alert_functions_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "alerting/template/execute/function.hpp"
#include "alerting/template/functions/samples.hpp"
#include "exporter/core/time.hpp"

namespace silicon::templates {

// What the functions need to know besides their arguments.
struct FunctionContext {
  Query query;
  core::Instant now;
  std::optional<std::string> external_url;  // absent: asking for it fails, as in promtool
};

Functions alert_functions(FunctionContext context);

// For parsing alone: whether a template of an alert may call this.
bool is_alert_function(std::string_view name);

// "/graph?g0.expr=...&g0.tab=1" and "tab=0": where Prometheus shows an expression.
std::string table_link(std::string_view expression);
std::string graph_link(std::string_view expression);

}  // namespace silicon::templates
