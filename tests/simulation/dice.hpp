// Random choices that are the same from run to run and on every machine: splitmix64 (Vigna, public
// domain). For simulations; one thread.
#pragma once

#include <cstdint>

#include "exporter/core/time.hpp"

namespace silicon::simulation {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t roll() {
    std::uint64_t mixed = (state_ += 0x9e3779b97f4a7c15U);
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
  }

  bool chance(double share) { return static_cast<double>(roll() >> 11U) * 0x1p-53 < share; }

  // Both included.
  core::Duration between(core::Duration least, core::Duration most) {
    const auto span = static_cast<std::uint64_t>((most - least).count()) + 1;
    return least + core::Duration(static_cast<core::Duration::rep>(roll() % span));
  }

 private:
  std::uint64_t state_;
};

}  // namespace silicon::simulation
