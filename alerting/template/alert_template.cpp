#include "alerting/template/alert_template.hpp"

#include "alerting/template/execute/executor.hpp"
#include "alerting/template/functions/alert_functions.hpp"
#include "alerting/template/syntax/parser.hpp"

namespace silicon::templates {
namespace {

// Columns in messages count it, as they do in Prometheus.
constexpr std::string_view kPrologue =
    "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
    "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

constexpr const char* kDataType =
    "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; "
    "Value interface {} }";

bool is_plain(std::string_view text) {
  return text.find("{{") == std::string_view::npos;
}

std::string template_name(std::string_view alert_name) {
  return "__alert_" + std::string(alert_name);
}

Value data_of(const AlertFacts& facts) {
  return make_struct(kDataType, {{"Labels", labels_value(facts.labels)},
                                 {"ExternalLabels", labels_value(facts.external_labels)},
                                 {"ExternalURL", facts.external_url.value_or("")},
                                 {"Value", facts.value}});
}

}  // namespace

core::Result<std::string> expand_alert_text(std::string_view text, const AlertFacts& facts) {
  if (is_plain(text)) return std::string(text);
  const std::string name = template_name(facts.alert_name);
  const std::string whole = std::string(kPrologue) + std::string(text);
  const auto definitions = parse(name, whole, is_alert_function);
  if (!definitions)
    return core::Error(definitions.error()).within("error parsing template " + name);
  const Functions functions = alert_functions({facts.query, facts.now, facts.external_url});
  const Program program{name, whole, *definitions, functions};
  const ExecutionLimits limits;
  auto result = Executor(program, limits).run(data_of(facts));
  if (!result) return std::move(result).error().within("error executing template " + name);
  return result;
}

core::Status check_alert_text(std::string_view text, std::string_view alert_name) {
  if (is_plain(text)) return core::Done{};
  const auto definitions = parse(template_name(alert_name),
                                 std::string(kPrologue) + std::string(text), is_alert_function);
  if (!definitions) return definitions.error();
  return core::Done{};
}

}  // namespace silicon::templates
