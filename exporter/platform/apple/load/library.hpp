// A library of the system, loaded while the program runs and unloaded at the end. One thread.
// Tested by tests/exporter/platform/apple/load/library_test.cpp.
#pragma once

#include <string>

#include "exporter/core/result.hpp"
#include "exporter/platform/apple/abi/symbols.hpp"

namespace silicon::apple_platform {

class Library {
 public:
  // `path` as dlopen(3) takes it. Apple's libraries live in the dyld cache: there is no such file,
  // and nothing but dlopen() can say whether the library exists. Absent when it does not.
  static core::Result<Library> load(const std::string& path);

  Library(Library&& other) noexcept;
  Library& operator=(Library&&) = delete;
  ~Library();

  // Must not be called after the library is gone.
  FindSymbol symbols() const;

 private:
  explicit Library(void* handle) : handle_(handle) {}

  void* handle_;
};

}  // namespace silicon::apple_platform
