// The command line of a recorder, of silicon-record and of `silicon-exporter record`; the former is
// to need no library. Pure; any thread.
// Tested by tests/exporter/command/record/arguments_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::command {

// Which program it is, as its users call it.
struct RecordProgram {
  std::string_view name = "silicon-record";
  bool takes_root = false;  // whether there is --path.root
};

struct RecordArguments {
  core::Duration duration = std::chrono::seconds(60);  // 1 s to a day
  core::Duration interval = std::chrono::seconds(1);   // 100 ms to an hour
  std::string file = "silicon-recording.ndjson";       // "-": standard output
  std::string root = "/";
  bool force = false;
  bool help = false;
};

// Without the program's name and command. Invalid with a message for the user.
core::Result<RecordArguments> parse_record_arguments(const RecordProgram& program,
                                                     const std::vector<std::string>& arguments);

std::string record_usage(const RecordProgram& program);

}  // namespace silicon::command
