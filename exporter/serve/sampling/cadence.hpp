// When a source is due: points of a fixed grid on the steady clock, so that a late sample does not
// push all later ones back, and a machine that slept does not get a burst of samples for the time
// it missed. Pure; any thread. Tested by tests/exporter/serve/sampling/cadence_test.cpp.
#pragma once

#include <cassert>
#include <cstdint>

#include "exporter/core/time.hpp"

namespace silicon::serve {

// The first grid point after `now`; the grid holds `origin` and all whole intervals from it.
// Requires interval > 0 and now >= origin.
inline core::SteadyInstant next_due(core::SteadyInstant origin, core::SteadyDuration interval,
                                    core::SteadyInstant now) {
  assert(interval.count() > 0 && now >= origin);
  return origin + interval * ((now - origin) / interval + 1);
}

}  // namespace silicon::serve
