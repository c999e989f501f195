// The commands of silicon-exporter. Each prints for people on stdout, complains on stderr, and
// returns the exit code: 0 done, 1 something is wrong, 2 wrong usage.
#pragma once

#include <string>
#include <vector>

namespace silicon::command {

// The whole program but for the process's own entry. Arguments without the program's name.
int silicon_exporter(const std::vector<std::string>& arguments);

}  // namespace silicon::command
