#include "alerting/series/store.hpp"

#include <gtest/gtest.h>

#include "tests/support/points.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::series {
namespace {

using testing::append;
using testing::at_seconds;
using testing::contents;
using testing::named;

core::Labels labels(const std::string& name, const std::string& instance = "a") {
  return core::Labels{{"__name__", name}, {"instance", instance}};
}

TEST(Store, GivesOneReferencePerLabelSet) {
  Store store{StoreLimits{}};
  const auto first = store.intern(labels("up"));
  const auto again = store.intern(labels("up"));
  const auto other = store.intern(labels("up", "b"));
  EXPECT_EQ(*first, *again);
  EXPECT_FALSE(*first == *other);
  EXPECT_EQ(store.stats().series, 2U);
  EXPECT_EQ(store.stats().series_created, 2U);
}

TEST(Store, RefusesASeriesWithoutLabels) {
  Store store{StoreLimits{}};
  const auto refused = store.intern(core::Labels());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind(), core::ErrorKind::invalid);
}

TEST(Store, AnswersEveryPointOfABatchAndCountsTheAnswers) {
  Store store{StoreLimits{}};
  const SeriesRef up = *store.intern(labels("up"));
  std::vector<Append> batch{{up, {at_seconds(1), 1}}, {up, {at_seconds(1), 1}},
                            {up, {at_seconds(1), 2}}, {up, {at_seconds(0), 1}},
                            {{}, {at_seconds(1), 1}}, {{7, 1}, {at_seconds(1), 1}},
                            {up, {at_seconds(2), 2}}};
  EXPECT_EQ(store.append(batch), 2U);
  const std::vector<AppendOutcome> expected{
      AppendOutcome::stored,       AppendOutcome::repeated,       AppendOutcome::duplicate,
      AppendOutcome::out_of_order, AppendOutcome::unknown_series, AppendOutcome::unknown_series,
      AppendOutcome::stored};
  for (std::size_t i = 0; i < batch.size(); ++i) EXPECT_EQ(batch[i].outcome, expected[i]) << i;
  const StoreStats stats = store.stats();
  const auto count = [&](AppendOutcome outcome) {
    return stats.appends[static_cast<std::size_t>(outcome)];
  };
  EXPECT_EQ(count(AppendOutcome::stored), 2U);
  EXPECT_EQ(count(AppendOutcome::duplicate), 1U);
  EXPECT_EQ(count(AppendOutcome::unknown_series), 2U);
  EXPECT_EQ(stats.points, 2U);
}

TEST(Store, SelectsByLabels) {
  Store store{StoreLimits{}};
  append(store, labels("up", "a"), at_seconds(1), 1);
  append(store, labels("up", "b"), at_seconds(1), 0);
  append(store, labels("load", "a"), at_seconds(1), 5);
  EXPECT_EQ(contents(store, named("up")).size(), 2U);
  const auto found = contents(store, {testing::matcher(MatchType::regex, "__name__", "up|down"),
                                      testing::matcher(MatchType::not_equal, "instance", "b")});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.at(labels("up", "a")), (std::vector<Point>{{at_seconds(1), 1}}));
}

TEST(Store, SelectsOnlySeriesThatReachIntoTheSpan) {
  Store store{StoreLimits{}};
  for (int i = 10; i <= 20; ++i) append(store, labels("up"), at_seconds(i), 1);
  const auto count = [&](int start, int end) {
    return store.select(named("up"), at_seconds(start), at_seconds(end), {}).value().size();
  };
  EXPECT_EQ(count(0, 9), 0U);
  EXPECT_EQ(count(0, 10), 1U);
  EXPECT_EQ(count(20, 30), 1U);
  EXPECT_EQ(count(21, 30), 0U);
}

TEST(Store, DoesNotShowASeriesThatGotNoPoint) {
  Store store{StoreLimits{}};
  ASSERT_TRUE(store.intern(labels("up")));
  EXPECT_TRUE(contents(store).empty());
}

TEST(Store, RefusesToSelectMoreSeriesThanAllowed) {
  Store store{StoreLimits{}};
  for (const char* instance : {"a", "b", "c"}) {
    append(store, labels("up", instance), at_seconds(1), 1);
  }
  const auto select = [&](std::size_t limit) {
    return store.select(named("up"), at_seconds(0), at_seconds(9), {limit});
  };
  EXPECT_TRUE(select(3));
  const auto refused = select(2);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message(), "the selector matches more than 2 series");
  EXPECT_EQ(refused.error().kind(), core::ErrorKind::invalid);
}

TEST(Store, ListsLabelNamesAndValues) {
  Store store{StoreLimits{}};
  append(store, labels("up", "b"), at_seconds(1), 1);
  append(store, labels("load", "a"), at_seconds(1), 1);
  EXPECT_EQ(store.label_names(), (std::vector<std::string>{"__name__", "instance"}));
  EXPECT_EQ(store.label_values("instance"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(store.label_values("zone").empty());
}

TEST(Store, KeepsViewsThatOutliveTheirSeries) {
  Store store{StoreLimits{std::chrono::minutes(1)}};
  append(store, labels("up"), at_seconds(1), 1);
  const auto views = store.select(named("up"), at_seconds(0), at_seconds(9), {});
  store.expire(at_seconds(1000));
  EXPECT_TRUE(contents(store).empty());
  EXPECT_EQ(contents(*views).at(labels("up")), (std::vector<Point>{{at_seconds(1), 1}}));
}

TEST(Store, GoesOnAtOnceAfterAClockWasSetBack) {
  Store store{StoreLimits{}};
  for (int i = 0; i < 500; ++i) append(store, labels("up"), at_seconds(i * 10), i);
  append(store, labels("new"), at_seconds(4990), 1);
  EXPECT_EQ(append(store, labels("up"), at_seconds(2001), 7), AppendOutcome::out_of_order);
  store.rewind(at_seconds(2000));
  EXPECT_EQ(append(store, labels("up"), at_seconds(2001), 7), AppendOutcome::stored);
  const auto held = contents(store);
  EXPECT_EQ(held.count(labels("new")), 0U);
  ASSERT_EQ(held.at(labels("up")).size(), 202U);
  EXPECT_EQ(held.at(labels("up"))[200].time, at_seconds(2000));
  // 299 of "up" and the one of "new".
  EXPECT_EQ(store.stats().points_rewound, 300U);
  EXPECT_EQ(append(store, labels("new"), at_seconds(2001), 1), AppendOutcome::stored);
}

}  // namespace
}  // namespace silicon::series
