// The functions that Alertmanager gives to the templates of messages, besides Go's own. Not done
// of them: toDate, mustToDate. Source: Alertmanager 0.28, template/template.go.
// Pure; any thread, as far as the zone lookup is.
// Tested by tests/alerting/notify/template/message_functions_test.cpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "alerting/template/execute/function.hpp"
#include "alerting/template/functions/time_values.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::notify {

// What the clocks of "Europe/Berlin" say at a time; an error for a zone that is not known.
using ZoneLookup =
    std::function<core::Result<templates::ZoneOffset>(std::string_view zone, core::Instant at)>;

struct Surroundings {
  core::Instant now;
  ZoneLookup zone = {};  // without one only UTC is known
};

templates::Functions message_functions(const Surroundings& surroundings);

// For parsing alone: whether a message's template may call this.
bool is_message_function(std::string_view name);

// Text that html/template leaves as it is in its place: what safeHtml and safeUrl make.
enum class Trust { html, url };
templates::Value trusted_text(std::string text, Trust trust);
// The text of such a value, or null; `trust` says for which place.
const std::string* trusted(const templates::Value& value, Trust trust);

}  // namespace silicon::notify
