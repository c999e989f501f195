#include "exporter/serve/sampling/board.hpp"

#include <cassert>
#include <utility>

namespace silicon::serve {

Board::Board(const std::vector<std::string>& source_names) {
  pinned_.readings.resize(source_names.size());
  for (const std::string& name : source_names) {
    SourceHealth health;
    health.labels = core::Labels{{"source", name}};
    pinned_.health.push_back(std::move(health));
  }
  newest_ = std::make_shared<const Snapshot>(pinned_);
}

void Board::pin(std::size_t source, SourceHealth health,
                std::shared_ptr<const core::Families> readings) {
  const std::lock_guard lock(mutex_);
  assert(source < pinned_.health.size());
  pinned_.health[source] = std::move(health);
  pinned_.readings[source] = std::move(readings);
}

SourceHealth Board::health(std::size_t source) const {
  const std::lock_guard lock(mutex_);
  assert(source < pinned_.health.size());
  return pinned_.health[source];
}

void Board::publish() {
  const std::lock_guard lock(mutex_);
  ++pinned_.version;
  newest_ = std::make_shared<const Snapshot>(pinned_);
}

std::shared_ptr<const Snapshot> Board::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

}  // namespace silicon::serve
