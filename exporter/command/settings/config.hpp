// The exporter's configuration: YAML text and command line to one checked value. Pure but for
// secrets, which are read from the files and variables that it names. Any thread. Tested by
// tests/exporter/command/settings/config_test.cpp, fuzzed by tests/fuzz/exporter_config.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/command/settings/containers.hpp"
#include "exporter/command/settings/options.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/platform/probing/attempt.hpp"
#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/logging/logging.hpp"
#include "exporter/runtime/secret.hpp"
#include "exporter/sources/containers/families/lifecycle.hpp"

namespace silicon::command {

// What a user may say about one source; absent: the source's own default.
struct SourceConfig {
  bool enabled = true;
  std::optional<core::Duration> interval;
  std::optional<core::Duration> budget;
};

struct Config {
  runtime::HttpServerOptions web;
  bool allow_unauthenticated = false;  // on an address that others can reach
  runtime::LogOptions log;
  std::string root = "/";
  std::string recording;                         // "FILE[,loop][,speed=N]"; "" for this machine
  bool network_filesystems = false;              // sources.filesystems.network
  containers::StoppedBounds stopped_containers;  // sources.containers.stopped, .stopped_for
  ContainersConfig container_access;             // where engines are asked, and for what
  std::vector<probing::Probe> probes;
  std::map<std::string, SourceConfig> sources;  // by name; only those that were mentioned
};

// The defaults: loopback, port 9924, everything on.
Config default_config();

// Reads YAML. `file` is what errors call it; `source_names` are the sources there are. The error
// holds every mistake found, one "FILE:LINE:COLUMN: ..." per line.
core::Result<Config> parse_config(std::string_view text, const std::string& file,
                                  const std::vector<std::string>& source_names,
                                  const runtime::Environment& environment);

// What the command line says goes before what the file says. Errors are of wrong usage.
core::Result<Config> with_options(Config config, const Options& options,
                                  const std::vector<std::string>& source_names);

}  // namespace silicon::command
