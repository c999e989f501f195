// Where the sampling threads pin up what they measured and scrapes read it. Results are pinned up
// one by one, and become visible together, once per tick: so however many scrapers there are, a
// page changes at most once per tick and is rendered at most once per change. Thread-safe: every
// call may come from any thread at any time. Tested by
// tests/exporter/serve/sampling/board_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/serve/sampling/health.hpp"

namespace silicon::serve {

// All that was known at one tick. Immutable.
struct Snapshot {
  std::uint64_t version = 0;  // grows by one with every publication; 0: nothing published yet
  // By source; null where the source has nothing valid to show (starting, down, hanging).
  std::vector<std::shared_ptr<const core::Families>> readings;
  std::vector<SourceHealth> health;  // in the same order
};

class Board {
 public:
  explicit Board(const std::vector<std::string>& source_names);

  // Pins up the state of one source. With null readings, what it showed before is taken down.
  void pin(std::size_t source, SourceHealth health, std::shared_ptr<const core::Families> readings);

  SourceHealth health(std::size_t source) const;

  // Makes everything pinned so far visible.
  void publish();

  // Never null.
  std::shared_ptr<const Snapshot> newest() const;

 private:
  mutable std::mutex mutex_;
  Snapshot pinned_;
  std::shared_ptr<const Snapshot> newest_;
};

}  // namespace silicon::serve
