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

AlertText::AlertText(std::string_view text, std::string_view alert_name)
    : name_(template_name(alert_name)), text_(text) {
  if (is_plain(text)) return;
  text_.insert(0, kPrologue);
  auto definitions = parse(name_, text_, is_alert_function);
  if (definitions) {
    definitions_ = std::make_shared<const Definitions>(*std::move(definitions));
  } else {
    parsed_ = std::move(definitions).error();
  }
}

core::Result<std::string> AlertText::expand(const AlertFacts& facts,
                                            const Functions& functions) const {
  if (!parsed_) return core::Error(parsed_.error()).within("error parsing template " + name_);
  if (definitions_ == nullptr) return text_;
  const Program program{name_, text_, *definitions_, functions};
  const ExecutionLimits limits;
  auto result = Executor(program, limits).run(data_of(facts));
  if (!result) return std::move(result).error().within("error executing template " + name_);
  return result;
}

core::Result<std::string> expand_alert_text(std::string_view text, const AlertFacts& facts) {
  return AlertText(text, facts.alert_name)
      .expand(facts, alert_functions({facts.query, facts.now, facts.external_url}));
}

core::Status check_alert_text(std::string_view text, std::string_view alert_name) {
  return AlertText(text, alert_name).parsed();
}

}  // namespace silicon::templates
