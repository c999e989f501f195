// What of a configuration is Alertmanager's, so that amtool and Grafana can read it: they take no
// section or key that Alertmanager does not know. Pure; any thread.
// Tested by tests/alerting/config/values/alertmanager_part_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace silicon::config {

// An alertmanager.yml as 0.25 and later read it: routes, inhibition, intervals, templates, and the
// receivers with what they are told, but not who we say we are. Secrets are "<secret>", and the
// address of a webhook is none: to 0.25 it was no secret, and had to be a URL. "" without a route.
// `text` is a configuration, or what redacted() has made of one.
std::string alertmanager_part(std::string_view text);

}  // namespace silicon::config
