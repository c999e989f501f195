// The commands of silicon-alerter. Each prints for people on stdout, complains on stderr, and
// returns the exit code: 0 done, 1 something is wrong, 2 wrong usage.
// Tested by tests/alerting/command/program/commands_test.cpp.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace silicon::command {

// The whole program but for the process's own entry. Arguments without the program's name.
int silicon_alerter(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out,
                    std::ostream& err);

}  // namespace silicon::command
