// The sections of configuration that both programs have, read in one way: where to listen and who
// may ask (`web`), and how to log (`log`).
// Any thread. Tested by tests/exporter/runtime/yaml/settings_test.cpp.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/logging/logging.hpp"
#include "exporter/runtime/yaml/reader.hpp"

namespace silicon::runtime {

extern const std::vector<std::pair<std::string, LogLevel>> kLogLevels;
extern const std::vector<std::pair<std::string, LogFormat>> kLogFormats;

// listen_address, basic_auth_users, bearer_tokens, allow_unauthenticated, compression, workers,
// tls. Whether the address needs authentication is for the caller to check: check_exposure().
void read_web_settings(YamlMap& web, const Environment& environment, HttpServerOptions& server,
                       bool& allow_unauthenticated);

// level, format.
void read_log_settings(YamlMap& log, LogOptions& options);

}  // namespace silicon::runtime
