#include "alerting/api/data/selector.hpp"

#include <algorithm>
#include <utility>

#include "alerting/promql/parse/parser.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::api {

core::Result<std::vector<match::Matcher>> parse_selector(std::string_view text) {
  auto expression = promql::parse(text);
  if (!expression) return std::move(expression).error();
  auto* selector = (*expression)->as<promql::VectorSelector>();
  if (selector == nullptr || selector->modifiers.offset || selector->modifiers.at) {
    return core::Error("1:1: parse error: " + promql::quoted(text) + " is not a metric selector",
                       core::ErrorKind::invalid);
  }
  const bool selective = std::any_of(selector->matchers.begin(), selector->matchers.end(),
                                     [](const match::Matcher& one) { return !one.matches(""); });
  if (!selective) {
    return core::Error("match[] must contain at least one non-empty matcher",
                       core::ErrorKind::invalid);
  }
  return std::move(selector->matchers);
}

}  // namespace silicon::api
