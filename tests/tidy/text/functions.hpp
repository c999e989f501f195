// Finds the functions of a C++ file by their braces, without a compiler: enough to measure how long
// each is. A lambda belongs to the function around it; a TEST() is a function.
// Not a parser: it relies on the layout that .clang-format gives. Pure; any thread.
// Tested by tests/tidy/functions_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace silicon::tidy {

struct Function {
  std::string name;   // "parse", "Splitter::split", "TEST"
  std::size_t begin;  // offset of the first character of its declaration
  std::size_t end;    // offset of its closing brace
};

struct FunctionScan {
  std::vector<Function> functions;
  bool balanced = true;  // false: the braces do not add up, and the list ends where that showed
};

// `code` is CodeView::code.
FunctionScan scan_functions(std::string_view code);

}  // namespace silicon::tidy
