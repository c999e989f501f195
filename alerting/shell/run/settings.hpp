// From the configuration and the rule groups to what the engine goes by. Pure; any thread.
// Tested by tests/alerting/shell/run/settings_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/config/config.hpp"
#include "alerting/engine/settings.hpp"

namespace silicon::shell {

// `external_url` is used where the configuration states none.
engine::Settings settings_of(const config::Config& config, std::vector<rules::Group> groups,
                             const std::string& external_url);

// "http://HOST:PORT" for an address that is listened on.
std::string default_external_url(const runtime::HttpServerOptions& server,
                                 const std::string& host_name);

}  // namespace silicon::shell
