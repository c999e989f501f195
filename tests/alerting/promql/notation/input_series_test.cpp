#include "alerting/promql/notation/input_series.hpp"

#include <gtest/gtest.h>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/evaluate/engine.hpp"
#include "tests/support/points.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::promql {
namespace {

using chunks::Point;
using testing::at_seconds;
using testing::Contents;

constexpr core::Duration kGap = std::chrono::minutes(1);

std::string failure(const core::Status& status) {
  return status ? "no error" : status.error().message();
}

TEST(InputSeries, ComeAsVirtualTimeGoesBy) {
  series::Store store{series::StoreLimits{}};
  InputSeries input(at_seconds(0), kGap);
  ASSERT_TRUE(input.add("up{job=\"a\"}", "1 0 _ 1"));
  ASSERT_TRUE(input.load_until(at_seconds(59), store));
  const core::Labels up{{"__name__", "up"}, {"job", "a"}};
  EXPECT_EQ(testing::contents(store), (Contents{{up, {{at_seconds(0), 1}}}}));
  ASSERT_TRUE(input.load_until(at_seconds(60), store));
  ASSERT_TRUE(input.load_until(at_seconds(60), store)) << "nothing comes twice";
  ASSERT_TRUE(input.load_until(at_seconds(3600), store));
  EXPECT_EQ(testing::contents(store),
            (Contents{{up, {{at_seconds(0), 1}, {at_seconds(60), 0}, {at_seconds(180), 1}}}}));
}

TEST(InputSeries, BeginAtTheStart) {
  series::Store store{series::StoreLimits{}};
  InputSeries input(at_seconds(1'700'000'000), kGap);
  ASSERT_TRUE(input.add("x", "1 2"));
  ASSERT_TRUE(input.load_until(at_seconds(1'700'000'060), store));
  const core::Labels x{{"__name__", "x"}};
  EXPECT_EQ(testing::contents(store),
            (Contents{{x, {{at_seconds(1'700'000'000), 1}, {at_seconds(1'700'000'060), 2}}}}));
}

TEST(InputSeries, EndWithStaleMarkers) {
  series::Store store{series::StoreLimits{}};
  InputSeries input(at_seconds(0), kGap);
  ASSERT_TRUE(input.add("x", "1 stale"));
  ASSERT_TRUE(input.load_until(at_seconds(60), store));
  const Engine engine(store, {});
  const auto query = parse_query("x", {});
  ASSERT_TRUE(query);
  const auto before = engine.instant(**query, at_seconds(59));
  EXPECT_EQ(std::get<InstantVector>(before->value).size(), 1U);
  const auto after = engine.instant(**query, at_seconds(61));
  EXPECT_TRUE(std::get<InstantVector>(after->value).empty());
}

TEST(InputSeries, ReplaceThoseOfTheSameName) {
  series::Store store{series::StoreLimits{}};
  InputSeries input(at_seconds(0), kGap);
  ASSERT_TRUE(input.add("x{a=\"1\"}", "1 1 1"));
  ASSERT_TRUE(input.add("x{a='1'}", "2"));
  ASSERT_TRUE(input.load_until(at_seconds(600), store));
  const core::Labels x{{"__name__", "x"}, {"a", "1"}};
  EXPECT_EQ(testing::contents(store), (Contents{{x, {{at_seconds(0), 2}}}}));
}

TEST(InputSeries, SayWhatCannotBeRead) {
  InputSeries input(at_seconds(0), kGap);
  EXPECT_NE(failure(input.add("x{", "1")).find("x{"), std::string::npos);
  EXPECT_EQ(failure(input.add("x{a=\"1\"}", "1 two")),
            "x{a=\"1\"}: \"two\": expected a number, \"stale\" or \"_\"");
  EXPECT_EQ(failure(input.add("x", "{{schema:0}}")), "x: native histograms are not supported");
}

TEST(InputSeries, SayWhenTheStoreDoesNotTakeThem) {
  series::Store store{series::StoreLimits{}};
  testing::append(store, core::Labels{{"__name__", "x"}}, at_seconds(120), 7);
  InputSeries input(at_seconds(0), kGap);
  ASSERT_TRUE(input.add("x", "1 1 1"));
  EXPECT_EQ(failure(input.load_until(at_seconds(0), store)),
            "x: a sample of this series is there already, or a later one");

  series::StoreLimits none;
  none.max_series = 0;
  series::Store full{none};
  EXPECT_NE(failure(input.load_until(at_seconds(60), full)).find("no room"), std::string::npos);
}

}  // namespace
}  // namespace silicon::promql
