// Alerts and the rules they belong to as bytes. A first byte states the form, so that what an older
// version saved is still read when the form changes. Pure; any thread.
// Tested by tests/alerting/state/encoding/alerts_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/alert/alert.hpp"
#include "exporter/core/result.hpp"

namespace silicon::state {

std::string encode(const alert::RuleIdentity& rule);
std::string encode(const alert::Alert& alert);
std::string encode(const core::Labels& labels);

// ErrorKind::invalid for bytes that are none of ours.
core::Result<alert::RuleIdentity> decode_rule(std::string_view bytes);
core::Result<alert::Alert> decode_alert(std::string_view bytes);
core::Result<core::Labels> decode_labels(std::string_view bytes);

}  // namespace silicon::state
