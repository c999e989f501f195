#include "tests/support/promqltest/memory_series.hpp"

#include <algorithm>

namespace silicon::promqltest {

core::Status MemorySeries::append(const core::Labels& labels, const series::Point& point) {
  auto& points = series_[labels].points;
  if (!points.empty() && points.back().time >= point.time) {
    return core::Error("out of order sample", core::ErrorKind::invalid);
  }
  points.push_back(point);
  return core::Done{};
}

void MemorySeries::mark_histogram(const core::Labels& labels, core::Instant time) {
  series_[labels].histograms.insert(time);
}

core::Result<std::vector<series::SeriesView>> MemorySeries::select(
    std::span<const series::Matcher> matchers, core::Instant start, core::Instant end,
    const series::SelectLimits& /*limits*/) const {
  std::vector<series::SeriesView> result;
  for (const auto& [labels, body] : series_) {
    const bool matches =
        std::all_of(matchers.begin(), matchers.end(),
                    [&](const series::Matcher& matcher) { return matcher.matches(labels); });
    if (!matches) continue;
    const auto histogram = body.histograms.lower_bound(start);
    if (histogram != body.histograms.end() && *histogram <= end) {
      return core::Error(std::string(kNativeHistogram), core::ErrorKind::absent);
    }
    const bool in_range = std::any_of(
        body.points.begin(), body.points.end(),
        [&](const series::Point& point) { return point.time >= start && point.time <= end; });
    if (in_range) result.push_back(series::SeriesView::of(labels, body.points));
  }
  return result;
}

}  // namespace silicon::promqltest
