// Random appends, expiries and rewinds against a store that is a map of vectors.
#include <gtest/gtest.h>

#include "alerting/series/store.hpp"
#include "tests/support/points.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::series {
namespace {

using testing::at_seconds;
using testing::Contents;

constexpr core::Duration kRetention = std::chrono::seconds(500);

class Model {
 public:
  AppendOutcome append(const core::Labels& labels, const Point& point) {
    if (oldest_kept_ && point.time < *oldest_kept_) return AppendOutcome::too_old;
    auto& points = contents_[labels];
    if (!points.empty()) {
      if (points.back() == point) return AppendOutcome::repeated;
      if (point.time == points.back().time) return AppendOutcome::duplicate;
      if (point.time < points.back().time) return AppendOutcome::out_of_order;
    }
    points.push_back(point);
    return AppendOutcome::stored;
  }

  void expire(core::Instant now) {
    oldest_kept_ = now - kRetention;
    std::erase_if(contents_, [&](const auto& entry) {
      return entry.second.empty() || entry.second.back().time < *oldest_kept_;
    });
  }

  void rewind(core::Instant now) {
    for (auto& [labels, points] : contents_) {
      std::erase_if(points, [now](const Point& point) { return point.time > now; });
    }
    std::erase_if(contents_, [](const auto& entry) { return entry.second.empty(); });
    if (oldest_kept_) oldest_kept_ = std::min(*oldest_kept_, now - kRetention);
  }

  // The store drops old points by the chunk: what both may still show is cut off alike.
  Contents since(core::Instant time) const {
    Contents result;
    for (const auto& [labels, points] : contents_) {
      for (const Point& point : points) {
        if (point.time >= time) result[labels].push_back(point);
      }
    }
    return result;
  }

 private:
  Contents contents_;
  std::optional<core::Instant> oldest_kept_;
};

Contents held_since(const Store& store, core::Instant time) {
  const auto views = store.select(testing::everything(), time, core::Instant::max(), {});
  Contents result;
  for (const SeriesView& view : *views) {
    view.read(time, core::Instant::max(), result[view.labels()]);
  }
  return result;
}

TEST(StoreModel, HoldsWhatASimpleStoreWouldHold) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    testing::RandomSeries random(seed);
    Store store{StoreLimits{kRetention}};
    Model model;
    std::int64_t now = 10'000;
    // What has once expired does not come back when the clock is set back.
    core::Instant expired = core::Instant::min();
    for (int step = 0; step < 4000; ++step) {
      const std::int64_t action = random.pick(0, 400);
      if (action == 0) {
        now -= random.pick(0, 600);
        store.rewind(at_seconds(now));
        model.rewind(at_seconds(now));
      } else if (action < 4) {
        store.expire(at_seconds(now));
        model.expire(at_seconds(now));
        expired = std::max(expired, at_seconds(now) - kRetention);
      } else {
        now += random.pick(0, 2);
        const core::Labels labels{{"__name__", "m" + std::to_string(random.pick(0, 9))}};
        const Point point{at_seconds(now - (random.pick(0, 9) == 0 ? random.pick(0, 600) : 0)),
                          static_cast<double>(random.pick(0, 3))};
        ASSERT_EQ(testing::append(store, labels, point.time, point.value),
                  model.append(labels, point))
            << "seed " << seed << " step " << step;
      }
      if (step % 50 != 0) continue;
      const core::Instant since = std::max(expired, at_seconds(now) - kRetention);
      ASSERT_TRUE(held_since(store, since) == model.since(since))
          << "seed " << seed << " step " << step;
    }
  }
}

}  // namespace
}  // namespace silicon::series
