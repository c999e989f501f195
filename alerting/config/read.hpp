// The configuration file's text to a checked Config: all mistakes at once, each with its place and
// what to do. Pure but for the secrets, which are read from the files and variables that are named.
// Any thread. Tested by tests/alerting/config/read_test.cpp, fuzzed by
// tests/fuzz/alerting/alerter_config.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/config/config.hpp"
#include "exporter/core/result.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::config {

// Without any file: nothing is scraped, and 127.0.0.1:9925 is listened on.
Config default_config();

// `file` is what errors call it, and what relative paths in it are relative to. The error has one
// line "FILE:LINE:COLUMN: ..." for every mistake.
core::Result<Config> read_config(std::string_view text, const std::string& file,
                                 const runtime::Environment& environment);

}  // namespace silicon::config
