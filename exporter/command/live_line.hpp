// One line that tells a person at a terminal what is being sampled. Pure; any thread.
// Tested by tests/exporter/command/live_line_test.cpp.
#pragma once

#include <string>

#include "exporter/serve/sampling/board.hpp"

namespace silicon::command {

// "cpu 12 %   memory 3.2 of 23.5 GiB   load 0.42   312 series from 9 sources". What the machine
// does not give is left out.
std::string live_line(const serve::Snapshot& snapshot);

}  // namespace silicon::command
