// Labels and annotations of alerts, which are templates of Go's with Prometheus's functions and the
// variables $labels, $value, $externalLabels and $externalURL. A missing label is "".
// Pure but for the queries a template makes; any thread.
// Tested by tests/alerting/template/alert_template_test.cpp and golden_test.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "alerting/template/execute/function.hpp"
#include "alerting/template/functions/samples.hpp"
#include "alerting/template/syntax/ast.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::templates {

// What a template is told of the alert.
struct AlertFacts {
  std::string_view alert_name;
  core::Labels labels;  // of the element of the rule's result, with its __name__
  double value = 0;
  core::Labels external_labels = {};
  std::optional<std::string> external_url = std::nullopt;
  core::Instant now = {};
  Query query = {};
};

// A text parsed once, to be expanded for every alert of its rule.
class AlertText {
 public:
  AlertText(std::string_view text, std::string_view alert_name);

  // Whether it could be parsed; an error is the parser's.
  const core::Status& parsed() const { return parsed_; }

  // The text with its actions carried out, which may call these functions: alert_functions() of
  // the same instant. An error begins with "error parsing template __alert_NAME: " or "error
  // executing template __alert_NAME: ".
  core::Result<std::string> expand(const AlertFacts& facts, const Functions& functions) const;

 private:
  std::string name_;                                // of the template
  std::string text_;                                // what was parsed; or all there is
  std::shared_ptr<const Definitions> definitions_;  // of a text that has actions
  core::Status parsed_ = core::Done{};
};

// Both at once.
core::Result<std::string> expand_alert_text(std::string_view text, const AlertFacts& facts);

// Whether the text can be parsed; an error is that of the parser.
core::Status check_alert_text(std::string_view text, std::string_view alert_name);

}  // namespace silicon::templates
