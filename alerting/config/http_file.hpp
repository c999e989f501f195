// A file that holds one http_config by itself, as promtool's --http.config.file names it: how to
// reach a server that somebody asks by hand. Pure but for the secrets' files; any thread.
// Tested by tests/alerting/config/http_file_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/config/http_options.hpp"
#include "exporter/core/result.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::config {

// Every mistake at once, "FILE:LINE:COLUMN: ..." each.
core::Result<HttpOptions> read_http_file(std::string_view text, const std::string& file,
                                         const runtime::Environment& environment);

}  // namespace silicon::config
