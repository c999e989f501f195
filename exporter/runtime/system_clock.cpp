#include "exporter/runtime/system_clock.hpp"

namespace silicon::runtime {

core::Instant SystemClock::now() const {
  return std::chrono::floor<core::Duration>(std::chrono::system_clock::now());
}

core::SteadyInstant SystemClock::steady() const {
  return std::chrono::steady_clock::now();
}

}  // namespace silicon::runtime
