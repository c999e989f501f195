// What silicon-alerter says of itself. Pure; any thread.
// Tested by tests/alerting/command/line/help_test.cpp.
#pragma once

#include <string>
#include <vector>

namespace silicon::command {

// Of the command that the words begin with, where it has more to tell; of all otherwise.
std::string alerter_help(const std::vector<std::string>& words);

}  // namespace silicon::command
