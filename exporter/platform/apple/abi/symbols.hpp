// Filling a table of functions from a library by name. A table is either whole or not there: what
// needs a table is one source of figures, and that is what a missing function costs.
// Values; any thread. Tested by tests/exporter/platform/apple/abi/bind_test.cpp.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "exporter/core/result.hpp"

namespace silicon::apple_platform {

// The address of a function or constant, NULL when the library has none of that name. As dlsym().
using FindSymbol = std::function<void*(const char* name)>;

class Binder {
 public:
  Binder(std::string library, const FindSymbol& find) : library_(std::move(library)), find_(find) {}

  template <class Target>
  void operator()(const char* name, Target*& target) {
    void* address = find_(name);
    if (address == nullptr && missing_.empty()) missing_ = name;
    target = reinterpret_cast<Target*>(address);
  }

  // The table when everything was found.
  template <class Table>
  core::Result<Table> result(const Table& table) const {
    if (missing_.empty()) return table;
    return core::Error(library_ + " has no " + missing_, core::ErrorKind::absent);
  }

 private:
  std::string library_;
  const FindSymbol& find_;
  std::string missing_;
};

}  // namespace silicon::apple_platform
