#include "exporter/command/live_line.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

core::Family gauge(std::string name, core::Labels labels, double value) {
  core::Family family{std::move(name), "", core::MetricType::gauge, {}, {}};
  family.add(std::move(labels), value);
  return family;
}

serve::Snapshot snapshot(std::vector<core::Families> sources) {
  serve::Snapshot result;
  for (core::Families& families : sources) {
    result.readings.push_back(std::make_shared<const core::Families>(std::move(families)));
  }
  return result;
}

TEST(LiveLine, ShowsTheMainFigures) {
  constexpr double kGibibyte = 1 << 30;
  EXPECT_EQ(live_line(snapshot({{gauge("silicon_cpu_utilization_ratio", {{"tier", "all"}}, 0.124)},
                                {gauge("silicon_memory_used_bytes", {}, 3.25 * kGibibyte),
                                 gauge("silicon_memory_total_bytes", {}, 24 * kGibibyte)},
                                {gauge("silicon_load_average", {{"window", "1m"}}, 0.5)}})),
            "cpu 12 %   memory 3.2 of 24.0 GiB   load 0.50   4 series from 3 sources");
}

TEST(LiveLine, LeavesOutWhatTheMachineDoesNotGive) {
  EXPECT_EQ(live_line(snapshot({{gauge("x", {}, 1)}})), "1 series from 1 source");
  EXPECT_EQ(live_line({}), "0 series from 0 sources");
}

TEST(LiveLine, CountsSourcesWithoutFigures) {
  serve::Snapshot down = snapshot({{gauge("x", {}, 1)}});
  down.readings.push_back(nullptr);
  EXPECT_EQ(live_line(down), "1 series from 1 source, 1 without figures");
}

}  // namespace
}  // namespace silicon::command
