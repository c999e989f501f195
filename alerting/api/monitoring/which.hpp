// Which alerts a caller means: one by its fingerprint, or all that some matchers match. Pure; any
// thread. Tested by tests/alerting/api/monitoring/which_test.cpp.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

#include "alerting/api/answer/parameters.hpp"
#include "alerting/routing/dispatch/dispatcher.hpp"
#include "alerting/routing/matching/matcher.hpp"
#include "exporter/core/result.hpp"

namespace silicon::api {

struct Which {
  std::string fingerprint;
  routing::Matchers matchers;

  bool means(const core::Labels& labels) const;
  // "the fingerprint 0123456789abcdef", "{alertname="Down"}".
  std::string text() const;
};

// ?fingerprint= or any number of ?filter=. One of them must be there.
core::Result<Which> which_of(const Parameters& parameters);

// {"fingerprint": "..."} or {"filter": ["alertname=\"Down\"", ...]}.
core::Result<Which> which_of(const nlohmann::json& body);

// Those that fire, in order of their labels.
std::vector<core::Labels> firing(const routing::Dispatcher& dispatcher, const Which& which);

}  // namespace silicon::api
