// Holds the fake NVML library for one test, with its state fresh, so that the product's loading and
// unloading leaves the state alone.
#pragma once

#include <dlfcn.h>
#include <gtest/gtest.h>

#include "tests/support/fake_nvml/control.hpp"

namespace silicon::testing {

class FakeNvmlHandle {
 public:
  explicit FakeNvmlHandle(const char* file) : handle_(::dlopen(file, RTLD_NOW)) {
    if (handle_ == nullptr) {
      ADD_FAILURE() << ::dlerror();
      return;
    }
    using Control = FakeNvml* (*)();
    state_ = reinterpret_cast<Control>(::dlsym(handle_, "fake_nvml_control"))();
    *state_ = FakeNvml();
  }
  FakeNvmlHandle(const FakeNvmlHandle&) = delete;
  FakeNvmlHandle& operator=(const FakeNvmlHandle&) = delete;
  ~FakeNvmlHandle() {
    if (handle_ != nullptr) ::dlclose(handle_);
  }

  FakeNvml* operator->() { return state_; }

 private:
  void* handle_;
  FakeNvml* state_ = nullptr;
};

}  // namespace silicon::testing
