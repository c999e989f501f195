// Owns one POSIX file descriptor. Not a file: no reading, no errors. One thread at a time.
// Tested by tests/exporter/platform/linux/disk_files_test.cpp.
#pragma once

#include <unistd.h>

#include <utility>

namespace silicon::linux_platform {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  int number() const { return number_; }

 private:
  int number_;  // -1 when it owns nothing
};

}  // namespace silicon::linux_platform
