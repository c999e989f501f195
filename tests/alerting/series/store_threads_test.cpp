// Queries while appends, expiries and floods go on: nothing torn, nothing half a batch.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "alerting/series/store.hpp"
#include "tests/support/points.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::series {
namespace {

using testing::at_seconds;

constexpr int kSeries = 20;
constexpr int kScrapes = 1500;

// Every scrape gives all series one value, the number of the scrape, which `newest` then has.
void append_scrapes(Store& store, int first, int end, std::atomic<int>& newest) {
  std::vector<Append> batch;
  for (int i = 0; i < kSeries; ++i) {
    const core::Labels labels{{"__name__", "x"}, {"i", std::to_string(i)}};
    batch.push_back({*store.intern(labels), {}});
  }
  for (int scrape = first; scrape < end; ++scrape) {
    for (Append& append : batch) append.point = {at_seconds(scrape), static_cast<double>(scrape)};
    ASSERT_EQ(store.append(batch), static_cast<std::size_t>(kSeries));
    newest = scrape;
  }
}

// One look at all series: each is without a hole, and all end with the same scrape.
void check_views(const std::vector<SeriesView>& views) {
  std::optional<core::Instant> end;
  std::vector<Point> points;
  for (const SeriesView& view : views) {
    points.clear();
    view.read(core::Instant::min(), core::Instant::max(), points);
    ASSERT_FALSE(points.empty());
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto scrape = static_cast<int>(points[0].value) + static_cast<int>(i);
      ASSERT_EQ(points[i], (Point{at_seconds(scrape), static_cast<double>(scrape)}));
    }
    if (!end) end = points.back().time;
    ASSERT_EQ(points.back().time, *end);
  }
}

// Short-lived series come and go, and sweeps drop what is too old at the time of the newest scrape:
// the clock of the sweeps is that of the scrapes, as in the product.
void flood(Store& store, const std::atomic<int>& newest, const std::atomic<bool>& done) {
  for (int i = 0; !done; ++i) {
    const core::Instant now = at_seconds(newest);
    testing::append(store, core::Labels{{"__name__", "flood"}, {"i", std::to_string(i % 500)}}, now,
                    1);
    if (i % 100 == 0) store.expire(now);
    store.stats();
  }
}

TEST(StoreThreads, LetQueriesSeeWholeBatchesWhileOthersAppendAndExpire) {
  Store store{StoreLimits{std::chrono::seconds(600)}};
  std::atomic<int> newest{0};
  std::atomic<bool> done{false};
  append_scrapes(store, 0, 1, newest);
  std::vector<std::thread> threads;
  for (int reader = 0; reader < 2; ++reader) {
    threads.emplace_back([&] {
      const auto matchers = testing::named("x");
      while (!done) {
        const auto views = store.select(matchers, core::Instant::min(), core::Instant::max(), {});
        ASSERT_EQ(views->size(), static_cast<std::size_t>(kSeries));
        check_views(*views);
      }
    });
  }
  threads.emplace_back([&] { flood(store, newest, done); });
  append_scrapes(store, 1, kScrapes, newest);
  done = true;
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace silicon::series
