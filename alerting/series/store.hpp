// The recent past of many series, in memory, within limits of time, memory and number.
// Whoever appends first interns the label set and then works with the reference, so that a known
// series costs neither a string nor a hash. Nothing survives the process (see state/).
// Any thread may call anything. One mutex, held for the packing of a batch or the picking of the
// series of a query; points are unpacked outside of it, from memory that no longer changes.
// A query sees a batch whole or not at all. Tested by tests/alerting/series/store_test.cpp,
// store_model_test.cpp, store_limits_test.cpp and store_threads_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/series/index/label_index.hpp"
#include "alerting/series/record.hpp"
#include "alerting/series/select.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::series {

struct StoreLimits {
  core::Duration retention = std::chrono::hours(6);
  // Of chunks, series and index together, as the allocator counts them.
  std::size_t max_bytes = std::size_t{256} << 20;
  std::size_t max_series = 100'000;
};

// Stands for one label set in the store. Refused once the series has been dropped.
struct SeriesRef {
  index::Id id = 0;
  std::uint32_t generation = 0;  // 0: of no series

  friend bool operator==(const SeriesRef&, const SeriesRef&) = default;
};

struct Append {
  SeriesRef series;
  Point point;
  AppendOutcome outcome = AppendOutcome::stored;  // the store's answer
};

struct StoreStats {
  StoreLimits limits;
  std::size_t series = 0;
  std::size_t points = 0;
  std::size_t chunks = 0;
  std::size_t chunk_bytes = 0;  // encoded, open chunks included
  std::size_t bytes = 0;        // all that limits.max_bytes bounds
  std::optional<core::Instant> oldest;
  std::optional<core::Instant> newest;
  // Since the store was made.
  std::array<std::uint64_t, 6> appends{};  // by AppendOutcome
  std::uint64_t series_created = 0;
  std::uint64_t series_removed = 0;
  std::uint64_t series_refused = 0;  // by a limit
  std::uint64_t points_expired = 0;  // by the limit of time
  std::uint64_t points_shed = 0;     // by the limit of memory
  std::uint64_t points_rewound = 0;  // by a clock that was set back
};

class Store : public Queryable {
 public:
  explicit Store(const StoreLimits& limits) : limits_(limits) {}

  // The label set's reference; makes the series when it is new. ErrorKind::invalid for an empty
  // set, ErrorKind::failed, naming the limit, when there is no room for another.
  core::Result<SeriesRef> intern(const core::Labels& labels);

  // Takes the points in order and answers each; returns how many were stored.
  std::size_t append(std::span<Append> batch);

  core::Result<std::vector<SeriesView>> select(std::span<const Matcher> matchers,
                                               core::Instant start, core::Instant end,
                                               const SelectLimits& limits) const override;

  // Of all series; sorted.
  std::vector<std::string> label_names() const;
  std::vector<std::string> label_values(std::string_view name) const;

  // Drops what is older than the retention, and series of which nothing is left; one that was
  // interned but never got a point goes with the second call after that. To be called every minute
  // or so: before the first call, nothing is too old.
  void expire(core::Instant now);

  // Drops every point behind `now`. For a clock that has been set back by more than a scrape
  // interval: otherwise every new point would be out of order until the old time is reached again.
  void rewind(core::Instant now);

  void set_limits(const StoreLimits& limits);
  StoreStats stats() const;

 private:
  struct Slot {
    Record record;
    std::uint32_t generation = 1;
    bool used = false;
    bool seen_empty = false;  // by the last expire()
  };

  std::size_t bytes() const { return index_.bytes() + record_bytes_; }
  AppendOutcome append_one(const Append& append);
  std::size_t drop_before(Slot& slot, core::Instant time);
  bool is_spent(Slot& slot, core::Instant cutoff) const;
  void shed();
  void shed_chunks();
  void shed_series();
  std::size_t shedding_target() const;
  core::Instant shedding_time(std::size_t surplus) const;
  void remove(const index::Ids& ids);

  mutable std::mutex mutex_;
  StoreLimits limits_;
  index::LabelIndex index_;
  std::deque<Slot> slots_;  // by the index's numbers
  std::size_t record_bytes_ = 0;
  std::optional<core::Instant> oldest_kept_;
  StoreStats counts_;  // only its totals are kept up
};

}  // namespace silicon::series
