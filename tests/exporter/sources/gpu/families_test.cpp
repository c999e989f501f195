#include "exporter/sources/gpu/families.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::gpu {
namespace {

using Lines = std::vector<std::string>;

TEST(GpuFamilies, ShowEverythingThatAGpuSays) {
  GpuReading reading;
  reading.gpu = "0";
  reading.source = "ioreport";
  reading.model = "Apple M4 Max";
  reading.cores = 40;
  reading.active_seconds = 12.5;
  reading.utilization = 0.25;
  reading.frequency_hertz = 338e6;
  reading.max_hertz = 1578e6;
  reading.memory_used_bytes = 1024;
  reading.memory_allocated_bytes = 4096;
  EXPECT_EQ(testing::lines(families({reading})),
            (Lines{R"(silicon_gpu_info{cores="40",gpu="0",model="Apple M4 Max"} 1)",
                   R"(silicon_gpu_active_seconds_total{gpu="0",source="ioreport"} 12.5)",
                   R"(silicon_gpu_utilization_ratio{gpu="0",source="ioreport"} 0.25)",
                   R"(silicon_gpu_frequency_hertz{gpu="0"} 338000000)",
                   R"(silicon_gpu_frequency_max_hertz{gpu="0"} 1578000000)",
                   R"(silicon_gpu_memory_used_bytes{gpu="0"} 1024)",
                   R"(silicon_gpu_memory_allocated_bytes{gpu="0"} 4096)"}));
}

TEST(GpuFamilies, LeaveOutWhatAGpuDoesNotSay) {
  GpuReading silent;
  silent.gpu = "0000:03:00.0";
  GpuReading named = silent;
  named.model = "8086:56a0";
  EXPECT_TRUE(families({silent}).empty());
  EXPECT_EQ(testing::lines(families({silent, named})),
            Lines{R"(silicon_gpu_info{gpu="0000:03:00.0",model="8086:56a0"} 1)"});
}

TEST(UtilizationSamples, CountEachSampleOfEachGpu) {
  UtilizationSamples samples;
  EXPECT_TRUE(samples.family().samples.empty());
  for (const double ratio : {0.0, 0.04, 0.96, 1.0}) samples.observe("0", ratio);
  samples.observe("1", 0.5);
  const core::Families all = {samples.family()};
  const auto value = [&](const char* series) { return testing::value_of(all, series); };
  EXPECT_EQ(value(R"(silicon_gpu_utilization_sample_ratio_bucket{gpu="0",le="0.05"})"), 2);
  EXPECT_EQ(value(R"(silicon_gpu_utilization_sample_ratio_bucket{gpu="0",le="0.99"})"), 3);
  EXPECT_EQ(value(R"(silicon_gpu_utilization_sample_ratio_count{gpu="0"})"), 4);
  EXPECT_EQ(value(R"(silicon_gpu_utilization_sample_ratio_sum{gpu="1"})"), 0.5);
}

}  // namespace
}  // namespace silicon::gpu
