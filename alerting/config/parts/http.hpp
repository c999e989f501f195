// Reads Prometheus's http_config, which scrape configs, http_sd and Alertmanagers carry among
// their own keys. One thread at a time. Tested by tests/alerting/config/parts/http_test.cpp.
#pragma once

#include "alerting/config/http_options.hpp"
#include "alerting/config/parts/context.hpp"

namespace silicon::config {

// Other keys of the map are left to the caller.
void read_http_options(runtime::YamlMap& map, HttpOptions& out, const Context& context);

// A tls_config of that name.
void read_tls_options(runtime::YamlMap& map, std::string_view key, TlsClientOptions& out,
                      const Context& context);

}  // namespace silicon::config
