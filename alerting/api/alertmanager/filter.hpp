// Which alerts and silences a caller of /api/v2 wants to see. Source: prometheus/alertmanager 0.28,
// api/v2/api.go. Pure; any thread. Tested by tests/alerting/api/alertmanager/filter_test.cpp.
#pragma once

#include <optional>
#include <string>

#include "alerting/api/answer/parameters.hpp"
#include "alerting/routing/dispatch/quiet.hpp"
#include "alerting/routing/matching/matcher.hpp"
#include "alerting/series/match/regex.hpp"
#include "exporter/core/result.hpp"

namespace silicon::api {

struct AlertFilter {
  bool active = true;
  bool silenced = true;
  bool inhibited = true;
  bool muted = true;
  routing::Matchers matchers;
  std::optional<match::Regex> receiver;

  // Whether an alert with these labels, kept quiet by that, is wanted.
  bool wants(const core::Labels& labels, const routing::Quiet& quiet) const;
  bool wants_receiver(const std::string& name) const {
    return !receiver || receiver->matches(name);
  }
};

// active, silenced, inhibited, muted (each true unless stated), filter, receiver.
core::Result<AlertFilter> read_alert_filter(const Parameters& parameters);

// Of every `filter`, all of which must match.
core::Result<routing::Matchers> read_filter(const Parameters& parameters);

}  // namespace silicon::api
