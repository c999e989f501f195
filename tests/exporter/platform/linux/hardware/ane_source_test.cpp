#include <gtest/gtest.h>

#include "exporter/platform/linux/hardware/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

const std::string kBusy = "/sys/class/accel/accel0/device/npu_busy_time_us";
const std::string kAmd = "/sys/class/drm/card0/device";

sources::Tick tick(std::chrono::seconds since_start) {
  return {core::SteadyInstant(1000s + since_start), {}};
}

// gpu_metrics of version 3.0 with two of eight columns told.
std::string metrics(char first, char second) {
  std::string bytes(128, '\xff');
  bytes.replace(0, 4, std::string("\x80\x00\x03\x00", 4));
  bytes.replace(46, 4, std::string{first, '\0', second, '\0'});
  return bytes;
}

TEST(AneSource, ShowsTheBusyShareOfIntelsNpu) {
  testing::FakeHostFiles machine({{kBusy, "1000000\n"}});
  const auto source = ane_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))), Lines{});
  machine.files[kBusy] = "1250000\n";
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(1s))),
            Lines{R"(silicon_ane_activity_ratio{source="npu_busy_time"} 0.25)"});
}

TEST(AneSource, TellsASecondNpuApart) {
  testing::FakeHostFiles machine(
      {{kBusy, "0\n"}, {"/sys/class/accel/accel1/device/npu_busy_time_us", "0\n"}});
  const auto source = ane_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  (void)source.value()->sample(tick(0s));
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(1s))),
            (Lines{R"(silicon_ane_activity_ratio{source="npu_busy_time"} 0)",
                   R"q(silicon_ane_activity_ratio{source="npu_busy_time (accel1)"} 0)q"}));
}

TEST(AneSource, ShowsAmdsNpuAsTheFirmwareTellsIt) {
  testing::FakeHostFiles machine(
      {{kAmd + "/uevent", "DRIVER=amdgpu\n"}, {kAmd + "/gpu_metrics", metrics(80, 20)}});
  const auto source = ane_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))),
            Lines{R"(silicon_ane_activity_ratio{source="amdgpu_gpu_metrics"} 0.5)"});
  machine.files[kAmd + "/power/runtime_status"] = "suspended\n";
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(1s))), Lines{});
}

TEST(AneSource, LosesTheSampleWhenNothingAnswers) {
  testing::FakeHostFiles machine({{kBusy, "1000000\n"}});
  const auto source = ane_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  machine.files[kBusy] = "busy\n";
  EXPECT_EQ(source.value()->sample(tick(0s)).error().message(),
            kBusy + ": not a count of microseconds");
  machine.files.erase(kBusy);
  EXPECT_EQ(source.value()->sample(tick(1s)).error().kind(), core::ErrorKind::failed);
}

TEST(AneSource, IsAbsentOnOldKernelsAndOtherMachines) {
  testing::FakeHostFiles machine({{"/sys/class/accel/accel0/device/uevent", "DRIVER=intel_vpu\n"},
                                  {kAmd + "/uevent", "DRIVER=amdgpu\n"},
                                  {kAmd + "/gpu_metrics", "short"}});
  const auto source = ane_source(machine.open_files()).open();
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
  EXPECT_NE(source.error().message().find("npu_busy_time_us"), std::string::npos);
}

}  // namespace
}  // namespace silicon::linux_platform
