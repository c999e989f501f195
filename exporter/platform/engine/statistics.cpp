#include "exporter/platform/engine/statistics.hpp"

#include <utility>

namespace silicon::engine_platform {
namespace {

// Docker Desktop under load has been seen to skip a few; older ones are of the past.
constexpr core::SteadyDuration kValid = std::chrono::seconds(10);

}  // namespace

void Statistics::put(containers::ContainerReading reading, core::SteadyInstant now) {
  const std::lock_guard lock(mutex_);
  std::string id = reading.id;
  newest_.insert_or_assign(std::move(id), Timed{std::move(reading), now});
}

void Statistics::erase(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = newest_.find(id);
  if (found != newest_.end()) newest_.erase(found);
}

void Statistics::clear() {
  const std::lock_guard lock(mutex_);
  newest_.clear();
}

void Statistics::append_to(std::vector<containers::ContainerReading>& readings,
                           core::SteadyInstant now) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, timed] : newest_) {
    if (now - timed.at <= kValid) readings.push_back(timed.reading);
  }
}

}  // namespace silicon::engine_platform
