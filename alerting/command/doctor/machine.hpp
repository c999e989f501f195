// What the doctor asks of the machine it runs on: its clock and the disk of the state. Blocking.
// Tested by tests/alerting/command/doctor/machine_test.cpp.
#pragma once

#include <optional>
#include <string>

#include "alerting/command/doctor/findings/judge.hpp"

namespace silicon::command {

// Whether the kernel holds its clock to be synchronised; nullopt where it does not say.
std::optional<bool> clock_is_synchronised();

// Of a directory that may still have to be made; nothing is written. A state file that is there is
// read.
DiskFacts disk_facts(const std::string& directory);

}  // namespace silicon::command
