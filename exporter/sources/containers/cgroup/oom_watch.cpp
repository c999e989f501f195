#include "exporter/sources/containers/cgroup/oom_watch.hpp"

#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::containers {

// The kernel counts a kill for the machine and then, a few instructions later, for the cgroup; both
// since the same change in 4.13 (mm/oom_kill.c, __oom_kill_process). A look that falls in between
// sees the first alone: so the counts are read once more after the one that followed a movement.
bool OomWatch::may_have_killed(std::string_view vmstat) {
  const auto line = core::rest_of_line(vmstat, "\noom_kill ");
  const Count kills = line ? core::parse_unsigned(*line) : std::nullopt;
  const bool moved = !kills || kills != kills_;
  kills_ = kills;
  return std::exchange(moved_, moved) || moved;
}

}  // namespace silicon::containers
