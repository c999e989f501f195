#include "exporter/runtime/logging/repeat_filter.hpp"

#include <algorithm>
#include <utility>

namespace silicon::runtime {

std::optional<std::uint64_t> RepeatFilter::admit(std::string_view key, core::SteadyInstant now) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) {
    make_room();
    entries_.emplace(key, Entry{now});
    return 0;
  }
  Entry& entry = found->second;
  if (now - entry.said < interval_) {
    ++entry.suppressed;
    return std::nullopt;
  }
  entry.said = now;
  return std::exchange(entry.suppressed, 0);
}

void RepeatFilter::make_room() {
  if (entries_.size() < key_limit_) return;
  entries_.erase(
      std::min_element(entries_.begin(), entries_.end(),
                       [](const auto& a, const auto& b) { return a.second.said < b.second.said; }));
}

}  // namespace silicon::runtime
