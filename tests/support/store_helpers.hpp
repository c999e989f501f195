// Shorthand for tests that fill a store and look into it.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "alerting/series/store.hpp"

namespace silicon::testing {

// What a store holds, in a form that prints and compares.
using Contents = std::map<core::Labels, std::vector<chunks::Point>>;

inline series::Matcher matcher(match::MatchType type, std::string name, std::string value) {
  return series::Matcher::create(type, std::move(name), std::move(value)).value();
}

inline std::vector<series::Matcher> named(std::string name) {
  return {matcher(match::MatchType::equal, "__name__", std::move(name))};
}

inline std::vector<series::Matcher> everything() {
  return {matcher(match::MatchType::not_equal, "__name__", "")};
}

// Makes the series when it is new.
inline series::AppendOutcome append(series::Store& store, const core::Labels& labels,
                                    core::Instant time, double value) {
  const auto ref = store.intern(labels);
  EXPECT_TRUE(ref) << (ref ? "" : ref.error().message());
  std::vector<series::Append> batch{{*ref, {time, value}}};
  store.append(batch);
  return batch[0].outcome;
}

inline Contents contents(const std::vector<series::SeriesView>& views) {
  Contents result;
  for (const series::SeriesView& view : views) {
    EXPECT_EQ(result.count(view.labels()), 0U);
    view.read(core::Instant::min(), core::Instant::max(), result[view.labels()]);
  }
  return result;
}

inline Contents contents(const series::Queryable& store,
                         const std::vector<series::Matcher>& matchers = everything()) {
  auto views = store.select(matchers, core::Instant::min(), core::Instant::max(), {});
  EXPECT_TRUE(views);
  return contents(*views);
}

}  // namespace silicon::testing
