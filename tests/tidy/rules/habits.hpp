// The rules on what the code itself may say: conditional compilation, clocks, sleeps, leftovers,
// using-directives. Comments and literals do not count as code.
// Pure; any thread. Tested by tests/tidy/habits_test.cpp.
#pragma once

#include "tests/tidy/text/source_file.hpp"

namespace silicon::tidy {

// #if, #ifdef and their like belong below exporter/platform: everywhere else one text is compiled.
Violations check_conditional_compilation(const SourceFile& file);

// The time is handed to everybody; only exporter/runtime's system clock and the alerter's shell
// read it. Tests of threads may, for their deadlines, where the product folder they mirror has
// threads.
Violations check_clocks(const SourceFile& file);

// Waiting is done on a condition with a deadline; a sleep in a test is a race or a delay.
Violations check_sleeps(const SourceFile& file);

Violations check_leftovers(const SourceFile& file);

Violations check_using_directives(const SourceFile& file);

}  // namespace silicon::tidy
