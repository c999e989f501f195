// The command line of silicon-exporter as a value. Pure; any thread.
// Tested by tests/exporter/command/settings/options_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::command {

enum class Command { run, once, sources, check_config, help, version };

// What the command line states; what it does not is left to the configuration file and its
// defaults.
struct Options {
  Command command = Command::run;
  std::optional<std::string> config_file;
  std::optional<std::string> listen_address;
  std::optional<std::string> root;
  std::optional<std::string> source;  // "recording:FILE[,loop][,speed=N]" instead of this machine
  std::optional<std::string> log_level;
  std::optional<std::string> log_format;
  std::vector<std::string> only;     // names of sources; empty: all
  std::vector<std::string> without;  // names of sources
  bool live = false;                 // `run`: a line of figures every second
};

// Without the program's own name. The error is one line that says what to do.
core::Result<Options> parse_options(const std::vector<std::string>& arguments);

std::string help_text();

}  // namespace silicon::command
