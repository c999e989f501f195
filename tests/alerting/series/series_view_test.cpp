#include "alerting/series/series_view.hpp"

#include <gtest/gtest.h>

#include "alerting/series/record.hpp"
#include "tests/support/points.hpp"

namespace silicon::series {
namespace {

using testing::at_ms;
using testing::at_seconds;
using testing::points_every;

const core::Labels kUp{{"__name__", "up"}};

// Points at 0, 10, 20... seconds, over several chunks.
SeriesView many_chunks(int count) {
  Record record;
  for (int i = 0; i < count; ++i) record.append({at_seconds(10 * i), static_cast<double>(i)});
  return record.view(kUp);
}

std::vector<Point> read(const SeriesView& view, core::Instant from, core::Instant to) {
  std::vector<Point> points;
  view.read(from, to, points);
  return points;
}

std::vector<Point> walked(const SeriesView& view, core::Instant from) {
  std::vector<Point> points;
  Cursor cursor = view.cursor(from);
  for (Point point; cursor.next(point);) points.push_back(point);
  return points;
}

TEST(SeriesView, CarriesItsLabels) {
  EXPECT_EQ(many_chunks(1).labels(), kUp);
}

TEST(SeriesView, ReadsAClosedRangeFromAnyPlace) {
  const SeriesView view = many_chunks(500);
  for (const int from : {-50, 0, 5, 1190, 1199, 1200, 1201, 2400, 4990, 4991, 6000}) {
    for (const int length : {0, 9, 10, 1200, 5000}) {
      std::vector<Point> expected;
      for (int i = 0; i < 500; ++i) {
        if (10 * i < from || 10 * i > from + length) continue;
        expected.push_back({at_seconds(10 * i), static_cast<double>(i)});
      }
      ASSERT_EQ(read(view, at_seconds(from), at_seconds(from + length)), expected)
          << from << " + " << length;
      const auto newest = view.newest(at_seconds(from), at_seconds(from + length));
      ASSERT_EQ(newest.has_value(), !expected.empty()) << from << " + " << length;
      if (newest) {
        ASSERT_EQ(*newest, expected.back());
      }
    }
  }
}

TEST(SeriesView, AppendsToTheBufferItIsGiven) {
  std::vector<Point> buffer{{at_ms(7), 7}};
  many_chunks(2).read(at_seconds(0), at_seconds(100), buffer);
  ASSERT_EQ(buffer.size(), 3U);
  EXPECT_EQ(buffer[0].value, 7);
}

TEST(SeriesView, WalksFromAnyPlaceToTheEnd) {
  const SeriesView view = many_chunks(500);
  EXPECT_EQ(walked(view, core::Instant::min()).size(), 500U);
  EXPECT_EQ(walked(view, at_seconds(1195)).front().time, at_seconds(1200));
  EXPECT_EQ(walked(view, at_seconds(4990)).size(), 1U);
  EXPECT_TRUE(walked(view, at_seconds(4991)).empty());
}

TEST(SeriesView, ShowsStaleMarkersLikeAnyPoint) {
  const auto points = points_every(std::chrono::seconds(1), {1, stale_marker()});
  const SeriesView view = SeriesView::of(kUp, points);
  EXPECT_EQ(read(view, at_ms(0), at_ms(1000)), points);
  EXPECT_TRUE(is_stale(view.newest(at_ms(0), at_ms(5000))->value));
}

TEST(SeriesView, CanBeMadeByHand) {
  const auto points = points_every(std::chrono::seconds(1), std::vector<double>(500, 2));
  EXPECT_EQ(walked(SeriesView::of(kUp, points), core::Instant::min()), points);
  EXPECT_TRUE(walked(SeriesView::of(kUp, {}), core::Instant::min()).empty());
  EXPECT_FALSE(SeriesView::of(kUp, {}).newest(core::Instant::min(), core::Instant::max()));
}

TEST(SeriesView, IsNotDisturbedByWhatTheRecordGoesThrough) {
  Record record;
  for (int i = 0; i < 130; ++i) record.append({at_seconds(i), static_cast<double>(i)});
  const SeriesView view = record.view(kUp);
  const auto before = walked(view, core::Instant::min());
  for (int i = 130; i < 400; ++i) record.append({at_seconds(i), 0});
  record.drop_before(at_seconds(300));
  record.drop_after(at_seconds(200));
  record = Record();
  EXPECT_EQ(walked(view, core::Instant::min()), before);
  EXPECT_EQ(view.newest(at_seconds(0), at_seconds(999)), before.back());
}

}  // namespace
}  // namespace silicon::series
