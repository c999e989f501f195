// The registry of devices: entries found by class or path, their names and properties. Every entry
// handed out is released at the end. Keeps references to the tables, which must outlive it. One
// thread. Tested by tests/exporter/platform/apple/registry/registry_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/platform/apple/abi/io_kit.hpp"
#include "exporter/platform/apple/foundation/owned.hpp"

namespace silicon::apple_platform {

// One reference to an object of IOKit.
class IoReference {
 public:
  IoReference(const IoKitApi& api, IoObject object) : api_(&api), object_(object) {}
  IoReference(IoReference&& other) noexcept
      : api_(other.api_), object_(std::exchange(other.object_, 0U)) {}
  IoReference& operator=(IoReference&& other) noexcept {
    std::swap(api_, other.api_);
    std::swap(object_, other.object_);
    return *this;
  }
  ~IoReference() {
    if (object_ != 0) api_->object_release(object_);
  }

  IoObject get() const { return object_; }

 private:
  const IoKitApi* api_;
  IoObject object_;
};

class Registry {
 public:
  Registry(const CoreFoundationApi& cf, const IoKitApi& io) : cf_(cf), io_(io) {}

  // Empty when there are none, as on a machine that has no such device. At most 1024.
  std::vector<IoReference> services(const char* class_name) const;
  // `path`: "IODeviceTree:/cpus"; the plane is what stands before the colon.
  std::vector<IoReference> children(const std::string& path) const;

  // "" when IOKit does not say.
  std::string name(const IoReference& entry) const;

  // Empty references when there is no such property.
  Owned<CfType> property(const IoReference& entry, std::string_view key) const;
  // The property of the entry or, failing that, of the nearest one below it.
  Owned<CfType> property_below(const IoReference& entry, std::string_view key) const;
  // All of them: slow where a driver makes them up, as GPU drivers do.
  Owned<CfMutableDictionary> properties(const IoReference& entry) const;

  const CoreFoundationApi& foundation() const { return cf_; }

 private:
  std::vector<IoReference> drain(IoObject iterator) const;

  const CoreFoundationApi& cf_;
  const IoKitApi& io_;
};

}  // namespace silicon::apple_platform
