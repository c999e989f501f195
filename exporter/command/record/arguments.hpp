// The command line of silicon-record, which is to need no library. Pure; any thread.
// Tested by tests/exporter/command/record/arguments_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::command {

struct RecordArguments {
  int seconds = 60;                               // 1 to 86400
  std::string file = "silicon-recording.ndjson";  // "-": standard output
  bool help = false;
};

// Without the program's name. Invalid with a message for the user.
core::Result<RecordArguments> parse_record_arguments(const std::vector<std::string>& arguments);

std::string_view record_usage();

}  // namespace silicon::command
