// A user's HTTP options as libcurl's: who we say we are, whom we trust, by which way we go.
// Reads the secrets that files hold, each time. One thread per handle.
// Tested by tests/alerting/shell/http/request_options_test.cpp.
#pragma once

#include <string>

#include "alerting/config/http_options.hpp"
#include "alerting/shell/http/handles.hpp"
#include "exporter/core/result.hpp"

namespace silicon::shell {

// What must live as long as the handle uses it.
struct RequestLists {
  List headers;
  List proxy_headers;
  List connect_to;
};

// Sets all of it on the handle, whose URL is `url`; headers are appended to `lists`. Errors name a
// file, never what is in it.
core::Status apply_options(CURL* handle, const config::HttpOptions& options, const std::string& url,
                           RequestLists& lists);

// Whom to trust, by what certificate and with which version of TLS; not under which name.
void apply_tls(CURL* handle, const config::TlsClientOptions& tls);

// What a secret is right now.
core::Result<std::string> exposed(const config::SecretText& secret);

// "NAME: VALUE"; refused when there is a line break in it.
core::Status append_header(List& list, const std::string& name, const std::string& value);

}  // namespace silicon::shell
