#include "alerting/rules/testing/alert_text.hpp"

#include <algorithm>
#include <tuple>

#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::rules {
namespace {

bool before(const ExpectedAlert& a, const ExpectedAlert& b) {
  return std::tie(a.labels, a.annotations) < std::tie(b.labels, b.annotations);
}

bool same(const ExpectedAlert& a, const ExpectedAlert& b) {
  return a.labels == b.labels && a.annotations == b.annotations;
}

// As labels are shown, but with those that are empty.
std::string annotations_text(const alert::Annotations& annotations) {
  std::string out;
  for (const core::LabelView annotation : annotations) {
    if (!out.empty()) out += ", ";
    const bool plain = promql::is_plain_label_name(annotation.name);
    out += plain ? std::string(annotation.name) : promql::quoted(annotation.name);
    out += "=" + promql::quoted(annotation.value);
  }
  return "{" + out + "}";
}

}  // namespace

bool same_alerts(std::vector<ExpectedAlert>& a, std::vector<ExpectedAlert>& b) {
  std::sort(a.begin(), a.end(), before);
  std::sort(b.begin(), b.end(), before);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

std::string alerts_text(const std::vector<ExpectedAlert>& alerts) {
  if (alerts.empty()) return "[]";
  std::string out = "[";
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    out += i == 0 ? "\n            " : ",\n            ";
    out += std::to_string(i) + ":\n              Labels:" + promql::labels_text(alerts[i].labels) +
           "\n              Annotations:" + annotations_text(alerts[i].annotations);
  }
  return out + "\n            ]";
}

}  // namespace silicon::rules
