// A recorder as a program: arguments in, a file and words for the user out. Of silicon-record and
// of `silicon-exporter record`. Stops in good order on SIGINT and SIGTERM. One thread.
// Tested by tests/exporter/command/record/program_test.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "exporter/command/record/arguments.hpp"
#include "exporter/command/record/record.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::command {

// Finds the machine that is to be recorded. `clock` lives as long as what it returns.
using OpenSubject =
    std::function<core::Result<Subject>(const std::string& root, const core::Clock& clock)>;

// `arguments` without the program's name. Returns the exit code: 0 recorded, also when the user
// ended it sooner, 1 something is wrong, 2 wrong usage.
int run_recorder(const RecordProgram& program, const std::vector<std::string>& arguments,
                 const OpenSubject& open);

}  // namespace silicon::command
