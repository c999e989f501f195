// What a command that asks a server works with: where it prints, and how it complains.
// One thread. Tested by tests/alerting/command/alerts/hand_test.cpp.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "alerting/command/remote/remote.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::command {

struct Console {
  const runtime::Environment& environment;
  const core::Clock& clock;
  std::ostream& out;
  std::ostream& err;
};

// "silicon-alerter: ...", and the exit code: 2 for an error that begins with a flag, otherwise 1.
int complain(const Console& console, const core::Error& error);
// ...; see silicon-alerter COMMAND --help. Always 2.
int misuse(const Console& console, const std::string& what, const std::string& command);

// The server that --url or --config.file name.
core::Result<std::unique_ptr<Remote>> remote_of(const AlerterCommandLine& line,
                                                const Console& console);

// Who asks, where no flag says so: the variable USER; "silicon-alerter" without it.
std::string user_of(const Console& console);

}  // namespace silicon::command
