// `run`: the alerter until SIGINT or SIGTERM, with what the command line says laid over the
// configuration. Tested by tests/alerting/command/program/run_test.cpp.
#pragma once

#include <iosfwd>

#include "alerting/command/line/options.hpp"
#include "alerting/config/config.hpp"

namespace silicon::command {

// What the flags state, they override; 2 where they cannot be read, 1 where the alerter cannot run.
int run_alerter(const AlerterCommandLine& line, std::ostream& err);

// The configuration with the flags laid over it. ErrorKind::invalid names the flag.
core::Result<config::Config> with_flags(config::Config config, const AlerterCommandLine& line);

}  // namespace silicon::command
