#include "exporter/sources/containers/rest.hpp"

#include <algorithm>
#include <utility>

namespace silicon::containers {
namespace {

// Whether they differ by a hundredth at most.
bool are_near(Count before, Count now) {
  constexpr std::uint64_t kParts = 100;
  return before && now && std::max(*before, *now) - std::min(*before, *now) <= *before / kParts;
}

}  // namespace

Look Rest::due(Count cpu, Count memory, unsigned turn, bool anyway) {
  const bool at_rest = is_at_rest(cpu, memory);
  const bool woke = std::exchange(was_at_rest_, at_rest) && !at_rest;
  const auto is_turn = [&](unsigned every) {
    return anyway || woke || turn % (at_rest ? kAtRest : every) == 0;
  };
  const Look look{
      .memory = is_turn(is_steady_ ? kSteady : kAtWork) || !are_near(memory_then_, memory),
      .others = is_turn(kAtWork)};
  if (look.memory) {
    cpu_then_ = cpu;
    memory_then_ = memory;
  }
  if (look.others) {
    cpu_ = cpu;
    memory_ = memory;
    is_still_ = true;
  }
  return look;
}

void Rest::found(const MemoryCounts& memory) {
  const Count set = working_set(memory);
  is_steady_ = are_near(anonymous_, memory.anonymous_bytes) && are_near(working_set_, set);
  anonymous_ = memory.anonymous_bytes;
  working_set_ = set;
}

bool Rest::is_at_rest(Count cpu, Count memory) const {
  return is_still_ && cpu && memory && cpu == cpu_ && cpu == cpu_then_ && memory == memory_ &&
         memory == memory_then_;
}

}  // namespace silicon::containers
