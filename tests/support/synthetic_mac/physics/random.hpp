// Numbers that look random and are the same on every machine: xorshift64*, no distribution of the
// standard library, whose results differ from one to another. One thread.
#pragma once

#include <cstdint>

namespace silicon::testing::synthetic {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2 + 1) {}

  // From 0 to 1.
  double unit() {
    state_ ^= state_ >> 12U;
    state_ ^= state_ << 25U;
    state_ ^= state_ >> 27U;
    return static_cast<double>((state_ * 0x2545F4914F6CDD1DULL) >> 11U) / 9007199254740992.0;
  }

 private:
  std::uint64_t state_;
};

}  // namespace silicon::testing::synthetic
