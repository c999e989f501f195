#include <gtest/gtest.h>

#include "exporter/platform/linux/hardware/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/fake_nvml/handle.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

const std::string kDevice = "/sys/class/drm/card0/device";

sources::Tick tick(std::chrono::seconds since_start) {
  return {core::SteadyInstant(1000s + since_start), {}};
}

void add_amd_card(testing::FakeHostFiles& machine) {
  machine.files[kDevice + "/uevent"] = "DRIVER=amdgpu\nPCI_SLOT_NAME=0000:03:00.0\n";
  machine.files[kDevice + "/gpu_busy_percent"] = "50\n";
  machine.files[kDevice + "/hwmon/hwmon2/power1_input"] = "30000000\n";
}

TEST(GpuSource, ShowsNvidiasGpuWithPowerTemperatureAndThrottling) {
  testing::FakeHostFiles machine;
  testing::FakeNvmlHandle fake(FAKE_NVML);
  fake->gpus[0].utilization = 10;
  fake->gpus[0].power_milliwatts = 70'000;
  fake->gpus[0].celsius = 33;
  fake->gpus[0].megahertz = 345;
  const auto source = gpu_source(machine.open_files(), nullptr, FAKE_NVML).open();
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_EQ(
      testing::lines(*source.value()->sample(tick(0s))),
      (Lines{
          R"(silicon_gpu_info{cores="16896",gpu="0000:0a:00.0",model="NVIDIA H100 80GB HBM3"} 1)",
          R"(silicon_gpu_utilization_ratio{gpu="0000:0a:00.0",source="nvml"} 0.1)",
          R"(silicon_gpu_frequency_hertz{gpu="0000:0a:00.0"} 345000000)",
          R"(silicon_gpu_frequency_max_hertz{gpu="0000:0a:00.0"} 1980000000)",
          R"(silicon_gpu_memory_used_bytes{gpu="0000:0a:00.0"} 0)",
          R"(silicon_temperature_celsius{component="gpu",sensor="nvml 0000:0a:00.0"} 33)",
          R"(silicon_thermal_throttle_events_total{scope="0000:0a:00.0"} 0)",
          R"(silicon_energy_joules_total{rail="gpu"} 0)",
          R"(silicon_power_watts{rail="gpu",source="nvml"} 70)"}));
}

TEST(GpuSource, CountsSamplesInHistograms) {
  testing::FakeHostFiles machine;
  add_amd_card(machine);
  const auto source = gpu_source(machine.open_files(), nullptr, "").open();
  ASSERT_TRUE(source.ok());
  (void)source.value()->sample(tick(0s));
  const core::Families families = *source.value()->sample(tick(1s));
  const auto value = [&](const char* series) { return testing::value_of(families, series); };
  EXPECT_EQ(value(R"(silicon_gpu_utilization_sample_ratio_count{gpu="0000:03:00.0"})"), 2);
  EXPECT_EQ(value(R"(silicon_power_sample_watts_sum{rail="gpu"})"), 60);
}

TEST(GpuSource, TellsTheRailsOfSeveralGpusApart) {
  testing::FakeHostFiles machine;
  add_amd_card(machine);
  testing::FakeNvmlHandle fake(FAKE_NVML);
  fake->gpus[0].power_milliwatts = 70'000;
  const auto source = gpu_source(machine.open_files(), nullptr, FAKE_NVML).open();
  ASSERT_TRUE(source.ok());
  const auto watts = [&](const core::Families& families, const std::string& rail,
                         const std::string& from) {
    return testing::value_of(families,
                             "silicon_power_watts{rail=\"" + rail + "\",source=\"" + from + "\"}");
  };
  const core::Families both = *source.value()->sample(tick(0s));
  EXPECT_EQ(watts(both, "gpu-0000:0a:00.0", "nvml"), 70);
  EXPECT_EQ(watts(both, "gpu-0000:03:00.0", "amdgpu"), 30);
  machine.files[kDevice + "/power/runtime_status"] = "suspended\n";
  const core::Families one = *source.value()->sample(tick(1s));
  EXPECT_EQ(watts(one, "gpu-0000:0a:00.0", "nvml"), 70) << "labels stay when the other one sleeps";
}

TEST(GpuSource, GoesOnWithTheOthersWhenOneMakersGpusFail) {
  testing::FakeHostFiles machine;
  add_amd_card(machine);
  testing::FakeNvmlHandle fake(FAKE_NVML);
  const auto source = gpu_source(machine.open_files(), nullptr, FAKE_NVML).open();
  ASSERT_TRUE(source.ok());
  fake->gpus[0].code = 15;
  const auto families = source.value()->sample(tick(0s));
  ASSERT_TRUE(families.ok());
  EXPECT_EQ(testing::value_of(
                *families, R"(silicon_gpu_utilization_ratio{gpu="0000:03:00.0",source="amdgpu"})"),
            0.5);
}

TEST(GpuSource, LosesTheSampleWhenItsOnlyGpuIsLost) {
  testing::FakeHostFiles machine;
  testing::FakeNvmlHandle fake(FAKE_NVML);
  const auto source = gpu_source(machine.open_files(), nullptr, FAKE_NVML).open();
  ASSERT_TRUE(source.ok());
  fake->gpus[0].code = 15;
  EXPECT_EQ(source.value()->sample(tick(0s)).error().message(), "NVML: no GPU answers any more");
}

TEST(GpuSource, ShowsNothingOfAGpuThatSleepsAndIsNotDown) {
  testing::FakeHostFiles machine;
  add_amd_card(machine);
  machine.files[kDevice + "/power/runtime_status"] = "suspended\n";
  const auto source = gpu_source(machine.open_files(), nullptr, "").open();
  ASSERT_TRUE(source.ok());
  const auto families = source.value()->sample(tick(0s));
  ASSERT_TRUE(families.ok());
  EXPECT_TRUE(families->empty());
}

TEST(GpuSource, IsAbsentWithTheReasonForEachMaker) {
  testing::FakeHostFiles machine;
  const auto source = gpu_source(machine.open_files(), nullptr, "libno-such-nvml.so").open();
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(source.error().message(),
            "libno-such-nvml.so: not there, so no NVIDIA driver; no AMD GPU (amdgpu) in "
            "/sys/class/drm; no Intel GPU (i915, xe) in /sys/class/drm");
}

}  // namespace
}  // namespace silicon::linux_platform
