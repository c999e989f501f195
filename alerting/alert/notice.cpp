#include "alerting/alert/notice.hpp"

#include <cassert>

namespace silicon::alert {
namespace {

bool stands_as_it_is(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

core::Labels with_external(const core::Labels& labels, const core::Labels& external) {
  std::vector<core::Label> all(labels.begin(), labels.end());
  for (const core::Label& label : external) {
    if (labels.get(label.name).empty()) all.push_back(label);
  }
  return core::Labels(std::move(all));
}

}  // namespace

Notice make_notice(const Alert& alert, RuleIdentity rule, const core::Labels& external_labels,
                   std::string generator_url) {
  assert(alert.fired_at && alert.valid_until);
  Notice notice;
  notice.rule = std::move(rule);
  notice.labels = with_external(alert.labels, external_labels);
  notice.annotations = alert.annotations;
  notice.starts_at = *alert.fired_at;
  notice.resolved = alert.phase == Phase::resolved;
  notice.ends_at = notice.resolved ? *alert.resolved_at : *alert.valid_until;
  notice.generator_url = std::move(generator_url);
  notice.no_data = alert.no_data();
  notice.value = alert.value;
  notice.resolved_value = alert.resolved_value;
  return notice;
}

std::string query_escape(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (stands_as_it_is(c)) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += '%';
      out += kDigits[byte / 16];
      out += kDigits[byte % 16];
    }
  }
  return out;
}

std::string generator_url(std::string_view external_url, std::string_view expression) {
  return std::string(external_url) + "/graph?g0.expr=" + query_escape(expression) + "&g0.tab=1";
}

}  // namespace silicon::alert
