#include "alerting/state/samples/segment.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <map>

namespace silicon::state {
namespace {

using chunks::Point;
using Contents = std::map<core::Labels, std::vector<Point>>;

Contents read(std::string_view bytes) {
  Contents contents;
  const core::Status status =
      read_segment(bytes, [&](const core::Labels& labels, std::span<const Point> points) {
        contents[labels] = {points.begin(), points.end()};
      });
  EXPECT_TRUE(status) << status.error().message();
  return contents;
}

Point point(std::int64_t second, double value) {
  return {core::Instant(std::chrono::seconds(second)), value};
}

std::string sample_segment() {
  SegmentWriter writer;
  writer.add({{"__name__", "up"}, {"job", "a"}}, std::vector{point(1, 1), point(2, 0)});
  writer.add({{"__name__", "load"}, {"job", "a"}},
             std::vector{point(1, 0.25), point(2, 0.5), point(5, chunks::stale_marker())});
  return writer.take();
}

TEST(Segment, HoldsSeriesWithTheirPoints) {
  const Contents contents = read(sample_segment());
  ASSERT_EQ(contents.size(), 2U);
  EXPECT_EQ(contents.at({{"__name__", "up"}, {"job", "a"}}),
            (std::vector{point(1, 1), point(2, 0)}));
  EXPECT_EQ(contents.at({{"__name__", "load"}, {"job", "a"}}),
            (std::vector{point(1, 0.25), point(2, 0.5), point(5, chunks::stale_marker())}));
}

TEST(Segment, KeepsOddValuesBitForBit) {
  const std::vector<Point> points{point(1, std::numeric_limits<double>::quiet_NaN()),
                                  point(2, -0.0), point(3, 1e308),
                                  point(4, -std::numeric_limits<double>::infinity())};
  SegmentWriter writer;
  writer.add({{"a", "b"}}, points);
  EXPECT_EQ(read(writer.take()).at({{"a", "b"}}), points);
}

TEST(Segment, OfManyPointsCostsLittlePerPoint) {
  SegmentWriter writer;
  for (int series = 0; series < 100; ++series) {
    std::vector<Point> points;
    for (int second = 0; second < 60; ++second) points.push_back(point(second, 100 + series));
    writer.add({{"__name__", "silicon_memory_bytes"}, {"kind", std::to_string(series)}}, points);
  }
  EXPECT_LT(writer.take().size(), 100U * 40);
}

TEST(Segment, WithoutSeriesIsEmptyAndReadable) {
  SegmentWriter writer;
  writer.add({{"a", "b"}}, {});
  EXPECT_TRUE(writer.empty());
  EXPECT_TRUE(read(writer.take()).empty());
}

TEST(Segment, CutShortOrTooLongIsRefused) {
  const std::string bytes = sample_segment();
  const auto refused = [](std::string_view text) {
    return !read_segment(text, [](const core::Labels&, std::span<const Point>) {});
  };
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_TRUE(refused(std::string_view(bytes).substr(0, size))) << size;
  }
  EXPECT_TRUE(refused(bytes + "x"));
}

TEST(Segment, WithAFlippedBitGivesOnlyAscendingPoints) {
  const std::string good = sample_segment();
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    const core::Status status =
        read_segment(bad, [&](const core::Labels& labels, std::span<const Point> points) {
          EXPECT_FALSE(labels.empty());
          for (std::size_t i = 1; i < points.size(); ++i) {
            EXPECT_LT(points[i - 1].time, points[i].time) << bit;
          }
        });
    if (!status) {
      EXPECT_EQ(status.error().message(), "saved samples cannot be read");
    }
  }
}

}  // namespace
}  // namespace silicon::state
