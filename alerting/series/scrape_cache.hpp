// One target's way into the store: turns an exposition page into appends, remembers which text is
// which series so that a known line costs no allocation, and ends series that vanish.
// Not HTTP, not relabelling: who scrapes says what a series' text means to the store.
// One thread at a time, any number of caches per store.
// Tested by tests/alerting/series/scrape_cache_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "alerting/series/store.hpp"
#include "exporter/core/exposition/format.hpp"
#include "exporter/core/exposition/read.hpp"

namespace silicon::series {

struct ScrapeOptions {
  core::ExpositionFormat format = core::ExpositionFormat::text;
  core::ExpositionLimits page;
  std::size_t max_samples = std::numeric_limits<std::size_t>::max();  // that relabelling leaves
  bool honor_timestamps = true;  // false: every sample is of the scrape's time
  bool end_timestamped = false;  // series with timestamps of their own, too, when they vanish
  // Called with every HELP, TYPE and UNIT line, if set.
  std::function<void(const core::ExpositionEntry&)> on_metadata = {};
};

struct ScrapeReport {
  std::size_t exposed = 0;       // samples on the page
  std::size_t kept = 0;          // that relabelling left
  std::size_t stored = 0;        // that the store took
  std::size_t series_added = 0;  // not on the target's last page
  std::size_t series_ended = 0;  // on its last page, not on this one
  std::size_t out_of_order = 0;
  std::size_t duplicates = 0;     // another value for the same time
  std::size_t out_of_bounds = 0;  // older than is kept, or more than ten minutes ahead
  std::size_t refused = 0;        // no room in the store
};

class ScrapeCache {
 public:
  // What the text of an exposed series is stored as; nullopt for a series to be dropped; an error
  // of kind invalid for one that cannot be read, of another kind for one that can and is refused.
  // `type` is what the last TYPE line before it said. Asked when a text is new, as in Prometheus: a
  // page that changes its types changes nothing about old texts.
  using Resolve = std::function<core::Result<std::optional<core::Labels>>(std::string_view series,
                                                                          core::MetricType type)>;

  ScrapeCache(Store& store, Resolve resolve) : store_(store), resolve_(std::move(resolve)) {}

  // Appends a page scraped at `time`, all in one batch, and a stale marker for every series of the
  // page before that is not on this one (unless it carried timestamps of its own, as in
  // Prometheus). On an error nothing has been appended, and `report` says how far it came: call
  // end_all(). Behind the limit of samples the rest of the page is still counted.
  core::Status ingest(std::string_view page, const ScrapeOptions& options, core::Instant time,
                      ScrapeReport& report);

  // Stale markers for all series of the last page: the scrape failed, or the target is gone.
  // Returns how many.
  std::size_t end_all(core::Instant time);

  // Series that the target had before this program began: they end with the next page that has them
  // not, or when all do.
  void inherit(const std::vector<core::Labels>& series);

  // What `resolve` says has changed: every text is asked about anew. Series that are then called
  // otherwise, or vanish, end with the next page.
  void reconsider();

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    SeriesRef series;
    bool dropped = false;      // by relabelling
    bool present = false;      // on the last page ingested, and to be ended when it vanishes
    bool timestamped = false;  // on the page being read
    std::uint32_t page = 0;    // the last one that has it
  };

  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  using Entries = std::unordered_map<std::string, Entry, TextHash, std::equal_to<>>;

  core::Status add_page(std::string_view page, const ScrapeOptions& options, core::Instant time,
                        ScrapeReport& report);
  core::Status add(const core::SampleLine& line, const ScrapeOptions& options, core::Instant time,
                   ScrapeReport& report);
  core::Result<Entry*> find(std::string_view series, ScrapeReport& report);
  core::Result<Entries::value_type*> make(std::string_view series, ScrapeReport& report);
  Entries::value_type* known(std::string_view series);
  core::Status count_only(std::string_view series, ScrapeReport& report);
  void end_vanished(core::Instant time, ScrapeReport& report, bool timestamped_too);
  void end_orphans(core::Instant time, ScrapeReport& report);
  void append_batch(ScrapeReport& report);

  Store& store_;
  Resolve resolve_;
  Entries entries_;
  // Those of the last page in its order, overwritten by the one being read as far as it is.
  std::vector<Entries::value_type*> order_;
  std::size_t place_ = 0;
  std::uint32_t page_ = 0;
  core::MetricType type_ = core::MetricType::unknown;  // of the last TYPE line
  std::vector<SeriesRef> orphans_;                     // inherited, or there at reconsider()
  std::vector<Append> batch_;
  std::vector<Entry*> owners_;  // of batch_, one by one
};

}  // namespace silicon::series
