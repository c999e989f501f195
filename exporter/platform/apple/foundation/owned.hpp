// One reference to a CoreFoundation object, released at the end. Not shared: move it. The table of
// functions must outlive it. One thread. Tested by
// tests/exporter/platform/apple/foundation/owned_test.cpp.
#pragma once

#include <utility>

#include "exporter/platform/apple/abi/core_foundation.hpp"

namespace silicon::apple_platform {

template <class Ref>
class Owned {
 public:
  Owned() = default;
  // Takes over the reference that a Create or Copy function handed out, which may be NULL.
  Owned(const CoreFoundationApi& api, Ref object) : release_(api.release), object_(object) {}
  Owned(Owned&& other) noexcept
      : release_(other.release_), object_(std::exchange(other.object_, nullptr)) {}
  Owned& operator=(Owned&& other) noexcept {
    std::swap(release_, other.release_);
    std::swap(object_, other.object_);
    return *this;
  }
  ~Owned() {
    if (object_ != nullptr) release_(object_);
  }

  Ref get() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }

  // Gives the reference away, to a function that consumes it.
  Ref give() && { return std::exchange(object_, nullptr); }

 private:
  void (*release_)(CfType) = nullptr;
  Ref object_ = nullptr;
};

}  // namespace silicon::apple_platform
