// The store's promises about size: what expires, what is shed, what is refused.
#include <gtest/gtest.h>

#include "alerting/series/store.hpp"
#include "tests/support/points.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::series {
namespace {

using testing::append;
using testing::at_seconds;
using testing::contents;
using testing::Contents;

core::Labels numbered(std::size_t number) {
  return core::Labels{{"__name__", "requests_total"}, {"path", "/" + std::to_string(number)}};
}

// One point for each of the series [first, last), with values that do not compress.
void scrape(Store& store, std::size_t first, std::size_t last, std::int64_t second) {
  for (std::size_t i = first; i < last; ++i) {
    const auto ref = store.intern(numbered(i));
    if (!ref) continue;
    const double value = 1.0 / static_cast<double>(3 + i + static_cast<std::size_t>(second));
    std::vector<Append> batch{{*ref, {at_seconds(second), value}}};
    store.append(batch);
  }
}

TEST(StoreRetention, DropsWhatIsOlderByWholeChunks) {
  Store store{StoreLimits{std::chrono::seconds(800)}};
  for (int i = 0; i < 2400; ++i) append(store, numbered(1), at_seconds(i), i);
  store.expire(at_seconds(2400));
  const auto points = contents(store).at(numbered(1));
  // Chunks of 480 points: that which reaches beyond second 1600 begins at 1440.
  EXPECT_EQ(points.front().time, at_seconds(1440));
  EXPECT_EQ(points.size(), 960U);
  EXPECT_EQ(store.stats().points_expired, 1440U);
  EXPECT_EQ(store.stats().oldest, at_seconds(1440));
  EXPECT_EQ(store.stats().newest, at_seconds(2399));
}

TEST(StoreRetention, RefusesPointsThatAreTooOldToBeKept) {
  Store store{StoreLimits{std::chrono::seconds(100)}};
  EXPECT_EQ(append(store, numbered(1), at_seconds(0), 1), AppendOutcome::stored);
  store.expire(at_seconds(50));
  EXPECT_EQ(append(store, numbered(2), at_seconds(-49), 1), AppendOutcome::stored);
  store.expire(at_seconds(1000));
  EXPECT_EQ(append(store, numbered(2), at_seconds(899), 1), AppendOutcome::too_old);
  EXPECT_EQ(append(store, numbered(2), at_seconds(900), 1), AppendOutcome::stored);
}

TEST(StoreRetention, AcceptsTheTimeAClockWasSetBackTo) {
  Store store{StoreLimits{std::chrono::seconds(100)}};
  store.expire(at_seconds(1'000'000));
  EXPECT_EQ(append(store, numbered(1), at_seconds(500), 1), AppendOutcome::too_old);
  store.rewind(at_seconds(500));
  EXPECT_EQ(append(store, numbered(1), at_seconds(500), 1), AppendOutcome::stored);
}

TEST(StoreRetention, DropsVanishedSeriesWithAllTheyCost) {
  Store store{StoreLimits{std::chrono::seconds(100)}};
  scrape(store, 0, 10, 0);
  const std::size_t few = store.stats().bytes;
  scrape(store, 0, 1000, 10);
  EXPECT_EQ(store.stats().series, 1000U);
  const std::size_t many = store.stats().bytes;
  scrape(store, 0, 10, 200);
  store.expire(at_seconds(200));
  EXPECT_EQ(store.stats().series, 10U);
  EXPECT_EQ(store.stats().series_removed, 990U);
  EXPECT_EQ(store.label_values("path").size(), 10U);
  // What stays of a dropped series is its empty place, to be used again.
  EXPECT_LT(store.stats().bytes, few + 1000 * 150);
  scrape(store, 1000, 1990, 200);
  EXPECT_LT(store.stats().bytes, many + many / 10);
}

TEST(StoreRetention, RefusesTheReferenceOfADroppedSeries) {
  Store store{StoreLimits{std::chrono::seconds(100)}};
  const SeriesRef old = *store.intern(numbered(1));
  std::vector<Append> batch{{old, {at_seconds(0), 1}}};
  store.append(batch);
  store.expire(at_seconds(1000));
  const SeriesRef renewed = *store.intern(numbered(2));
  EXPECT_EQ(renewed.id, old.id);
  batch[0].point.time = at_seconds(1000);
  store.append(batch);
  EXPECT_EQ(batch[0].outcome, AppendOutcome::unknown_series);
  EXPECT_TRUE(contents(store).empty());
}

TEST(StoreRetention, LeavesANewSeriesTimeToGetItsFirstPoint) {
  Store store{StoreLimits{}};
  const SeriesRef ref = *store.intern(numbered(1));
  store.expire(at_seconds(1000));
  std::vector<Append> batch{{ref, {at_seconds(1000), 1}}};
  store.append(batch);
  EXPECT_EQ(batch[0].outcome, AppendOutcome::stored);
  ASSERT_TRUE(store.intern(numbered(2)));
  store.expire(at_seconds(1060));
  store.expire(at_seconds(1120));
  EXPECT_EQ(store.stats().series, 1U);
}

TEST(StoreRetention, TakesTheRoomToGrowFromIdleSeries) {
  Store store{StoreLimits{}};
  for (int i = 0; i < 30; ++i) scrape(store, 0, 100, i);
  const std::size_t before = store.stats().bytes;
  store.expire(at_seconds(1000));
  EXPECT_LT(store.stats().bytes, before);
  EXPECT_EQ(store.stats().points, 3000U);
}

TEST(StoreMemory, ShedsTheOldestChunksOfAllSeriesFirst) {
  const std::size_t limit = 400'000;
  Store store{StoreLimits{std::chrono::hours(1), limit}};
  std::size_t most = 0;
  for (int i = 0; i < 2000; ++i) {
    scrape(store, 0, 50, i);
    most = std::max(most, store.stats().bytes);
  }
  EXPECT_LE(most, limit);
  EXPECT_GT(most, limit * 9 / 10);
  const StoreStats stats = store.stats();
  EXPECT_EQ(stats.series, 50U);
  EXPECT_EQ(stats.points + stats.points_shed, 50U * 2000);
  EXPECT_EQ(stats.limits.max_bytes, limit);
  // Every series has kept the newest part of its past, and all about as much.
  for (const auto& [labels, points] : contents(store)) {
    EXPECT_EQ(points.back().time, at_seconds(1999));
    EXPECT_LE(points.front().time - *stats.oldest, std::chrono::seconds(120));
  }
}

TEST(StoreMemory, RefusesNewSeriesWhenLabelsAloneFillIt) {
  const std::size_t limit = 400'000;
  Store store{StoreLimits{std::chrono::hours(1), limit}};
  for (std::size_t i = 0; i < 5000; ++i) scrape(store, i, i + 1, 1);
  const StoreStats stats = store.stats();
  EXPECT_LE(stats.bytes, limit);
  EXPECT_GT(stats.series, 100U);
  EXPECT_GT(stats.series_refused, 1000U);
  const auto refused = store.intern(core::Labels{{"x", std::string(limit, 'x')}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message(),
            "no room for another series: the store has reached its limit of 400000 bytes");
}

TEST(StoreMemory, DropsTheSeriesThatWereSilentLongestWhenNothingElseIsLeft) {
  Store store{StoreLimits{}};
  scrape(store, 0, 500, 1);
  for (int i = 2; i < 100; ++i) scrape(store, 400, 500, i);
  StoreLimits limits;
  limits.max_bytes = 200'000;
  store.set_limits(limits);
  const StoreStats stats = store.stats();
  EXPECT_LE(stats.bytes, limits.max_bytes);
  EXPECT_LT(stats.series, 500U);
  const Contents held = contents(store);
  for (std::size_t i = 400; i < 500; ++i) EXPECT_EQ(held.count(numbered(i)), 1U) << i;
}

TEST(StoreMemory, SurvivesALimitTooSmallForAnything) {
  StoreLimits limits;
  Store store{limits};
  scrape(store, 0, 10, 1);
  limits.max_bytes = 0;
  store.set_limits(limits);
  EXPECT_EQ(store.stats().series, 0U);
  EXPECT_FALSE(store.intern(numbered(1)));
}

TEST(StoreNumber, RefusesAFloodOfSeriesByName) {
  StoreLimits limits;
  limits.max_series = 100;
  Store store{limits};
  scrape(store, 0, 1000, 1);
  EXPECT_EQ(store.stats().series, 100U);
  EXPECT_EQ(store.stats().series_refused, 900U);
  const auto refused = store.intern(numbered(5000));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message(),
            "no room for another series: the store has reached its limit of 100 series");
  EXPECT_EQ(refused.error().kind(), core::ErrorKind::failed);
  // Known series go on.
  EXPECT_EQ(append(store, numbered(5), at_seconds(2), 1), AppendOutcome::stored);
}

}  // namespace
}  // namespace silicon::series
