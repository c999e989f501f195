// What receivers are told of one alert: the alert as it was when it was due to be sent. Whether and
// to whom it goes is the business of routing, how it reads that of notify.
// Values; any thread. Tested by tests/alerting/alert/notice_test.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "alerting/alert/alert.hpp"

namespace silicon::alert {

// Where alerts come from: one for all alerts of a rule, so that a notice of it costs no strings.
struct Origin {
  RuleIdentity rule;  // empty: of nobody that is known here
  std::string generator_url;
};
using OriginPointer = std::shared_ptr<const Origin>;

OriginPointer make_origin(RuleIdentity rule, std::string generator_url);

struct Notice {
  OriginPointer origin;  // null: nothing is known of it
  core::Labels labels;   // with the external labels
  Annotations annotations;
  core::Instant starts_at;  // when it began to fire
  core::Instant ends_at;    // when it resolved, or until when this notice holds
  bool resolved = false;
  bool no_data = false;
  std::optional<double> value;  // absent where nothing was measured, as by others' alerts
  std::optional<double> resolved_value;

  const RuleIdentity& rule() const;
  const std::string& generator_url() const;
};

// An alert's labels, and the external ones of names that it has not.
core::Labels notice_labels(const core::Labels& alert, const core::Labels& external_labels);

// The alert must have been marked as sent.
Notice make_notice(const Alert& alert, OriginPointer origin, const core::Labels& external_labels);

}  // namespace silicon::alert
