#include "exporter/sources/self/process.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::self {
namespace {

using Lines = std::vector<std::string>;

TEST(Process, IsNamedAsInEveryPrometheusClient) {
  EXPECT_EQ(
      testing::lines(process_families({.cpu_seconds = 1.5,
                                       .resident_bytes = 4096,
                                       .virtual_bytes = 8192,
                                       .open_descriptors = 9,
                                       .most_descriptors = 1024,
                                       .start_unix_seconds = 1.7e9,
                                       .threads = 3})),
      (Lines{"process_cpu_seconds_total 1.5", "process_resident_memory_bytes 4096",
             "process_virtual_memory_bytes 8192", "process_open_fds 9", "process_max_fds 1024",
             "process_start_time_seconds 1700000000", "process_threads 3"}));
}

TEST(Process, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(testing::lines(process_families({.open_descriptors = 0})), Lines{"process_open_fds 0"});
  EXPECT_TRUE(process_families({}).empty());
}

TEST(Process, HasOneCounter) {
  const core::Families families = process_families({.cpu_seconds = 1, .threads = 1});
  EXPECT_EQ(families[0].type, core::MetricType::counter);
  EXPECT_EQ(families[1].type, core::MetricType::gauge);
}

}  // namespace
}  // namespace silicon::self
