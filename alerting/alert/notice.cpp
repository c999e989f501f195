#include "alerting/alert/notice.hpp"

#include <cassert>
#include <utility>

namespace silicon::alert {
namespace {

const Origin kUnknown{};

}  // namespace

OriginPointer make_origin(RuleIdentity rule, std::string generator_url) {
  return std::make_shared<const Origin>(Origin{std::move(rule), std::move(generator_url)});
}

const RuleIdentity& Notice::rule() const {
  return origin ? origin->rule : kUnknown.rule;
}

const std::string& Notice::generator_url() const {
  return origin ? origin->generator_url : kUnknown.generator_url;
}

core::Labels notice_labels(const core::Labels& alert, const core::Labels& external_labels) {
  std::vector<core::LabelView> all;
  for (const core::LabelView label : external_labels) {
    if (alert.get(label.name).empty()) all.push_back(label);
  }
  if (all.empty()) return alert;
  all.insert(all.end(), alert.begin(), alert.end());
  return core::Labels(all);
}

Notice make_notice(const Alert& alert, OriginPointer origin, const core::Labels& external_labels) {
  assert(alert.fired_at && alert.valid_until);
  Notice notice;
  notice.origin = std::move(origin);
  notice.labels = notice_labels(alert.labels, external_labels);
  notice.annotations = alert.annotations;
  notice.starts_at = *alert.fired_at;
  notice.resolved = alert.phase == Phase::resolved;
  notice.ends_at = notice.resolved ? *alert.resolved_at : *alert.valid_until;
  notice.no_data = alert.no_data();
  notice.value = alert.value;
  notice.resolved_value = alert.resolved_value;
  return notice;
}

}  // namespace silicon::alert
