#include "alerting/alert/notice.hpp"

#include <cassert>

namespace silicon::alert {

core::Labels notice_labels(const core::Labels& alert, const core::Labels& external_labels) {
  std::vector<core::Label> all(alert.begin(), alert.end());
  for (const core::Label& label : external_labels) {
    if (alert.get(label.name).empty()) all.push_back(label);
  }
  return core::Labels(std::move(all));
}

Notice make_notice(const Alert& alert, RuleIdentity rule, const core::Labels& external_labels,
                   std::string generator_url) {
  assert(alert.fired_at && alert.valid_until);
  Notice notice;
  notice.rule = std::move(rule);
  notice.labels = notice_labels(alert.labels, external_labels);
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

}  // namespace silicon::alert
