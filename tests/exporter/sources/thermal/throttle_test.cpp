#include "exporter/sources/thermal/throttle.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::thermal {
namespace {

using Lines = std::vector<std::string>;

Lines lines(const std::vector<ThrottleCount>& counts) {
  Lines result;
  for (const ThrottleCount& count : counts) {
    result.push_back(count.scope + " " + count.cpu + ": " + std::to_string(count.events));
  }
  return result;
}

CpuThrottle cpu(unsigned number, std::uint64_t package, std::uint64_t core,
                std::uint64_t core_events, std::uint64_t package_events) {
  return {{number, package, std::nullopt, core}, core_events, package_events};
}

TEST(ThrottleCounters, CountTheThreadsOfACoreOnceAndAPackageOnce) {
  ThrottleCounters counters;
  EXPECT_EQ(lines(counters.update({cpu(0, 0, 0, 10084, 34818), cpu(1, 0, 1, 523, 34818),
                                   cpu(4, 0, 0, 10084, 34818), cpu(5, 0, 1, 523, 34818)})),
            (Lines{"core 0: 10084", "core 1: 523", "package 0: 34818"}));
}

TEST(ThrottleCounters, TellPackagesApartThatNumberTheirCoresAlike) {
  ThrottleCounters counters;
  EXPECT_EQ(
      lines(counters.update(
          {cpu(0, 0, 0, 5, 30), cpu(1, 0, 1, 0, 30), cpu(2, 1, 0, 0, 6), cpu(3, 1, 1, 9, 6)})),
      (Lines{"core 0: 5", "core 1: 0", "core 2: 0", "core 3: 9", "package 0: 30", "package 2: 6"}));
}

TEST(ThrottleCounters, TellDiesOfAPackageApart) {
  ThrottleCounters counters;
  const std::vector<CpuThrottle> cpus = {{{0, 0, 0, 0}, 1, 4}, {{8, 0, 1, 0}, 2, 5}};
  EXPECT_EQ(lines(counters.update(cpus)), (Lines{"core 0: 1", "core 8: 2", "package 0: 5"}));
}

TEST(ThrottleCounters, KeepTheirNamesAndValuesWhenACpuGoesOffline) {
  ThrottleCounters counters;
  counters.update({cpu(0, 0, 0, 7, 9), cpu(4, 0, 0, 6, 9)});
  EXPECT_EQ(lines(counters.update({cpu(4, 0, 0, 8, 10)})), (Lines{"core 0: 8", "package 0: 10"}));
  EXPECT_EQ(lines(counters.update({})), (Lines{"core 0: 8", "package 0: 10"}));
}

TEST(ThrottleCounters, NeverGoBackwards) {
  ThrottleCounters counters;
  counters.update({cpu(0, 0, 0, 100, 200)});
  EXPECT_EQ(lines(counters.update({cpu(0, 0, 0, 3, 4)})), (Lines{"core 0: 100", "package 0: 200"}));
}

TEST(ThrottleCounters, TakeCpusWithoutATopologyEachForItself) {
  ThrottleCounters counters;
  const std::vector<CpuThrottle> cpus = {{{0, {}, {}, {}}, 1, 10}, {{1, {}, {}, {}}, 2, 10}};
  EXPECT_EQ(lines(counters.update(cpus)),
            (Lines{"core 0: 1", "core 1: 2", "package 0: 10", "package 1: 10"}));
}

TEST(ThrottleCounters, LeaveOutWhatACpuDoesNotCount) {
  ThrottleCounters counters;
  const std::vector<CpuThrottle> cpus = {{{0, 0, 0, 0}, 1, std::nullopt},
                                         {{1, 0, 0, 1}, std::nullopt, std::nullopt}};
  EXPECT_EQ(lines(counters.update(cpus)), (Lines{"core 0: 1"}));
}

}  // namespace
}  // namespace silicon::thermal
