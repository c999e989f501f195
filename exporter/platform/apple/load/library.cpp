#include "exporter/platform/apple/load/library.hpp"

#include <dlfcn.h>

#include <utility>

namespace silicon::apple_platform {

core::Result<Library> Library::load(const std::string& path) {
  void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    return core::Error(path + " is not there", core::ErrorKind::absent);
  }
  return Library(handle);
}

Library::Library(Library&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Library::~Library() {
  if (handle_ != nullptr) ::dlclose(handle_);
}

FindSymbol Library::symbols() const {
  return [handle = handle_](const char* name) { return ::dlsym(handle, name); };
}

}  // namespace silicon::apple_platform
