#include <gtest/gtest.h>

#include <filesystem>

#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

sources::Tick tick(std::chrono::seconds since_start) {
  return {core::SteadyInstant(1000s + since_start), {}};
}

void add_cpu(testing::FakeHostFiles& machine, int cpu, int package, int core, int core_events,
             int package_events) {
  const std::string folder = "/sys/devices/system/cpu/cpu" + std::to_string(cpu);
  machine.files[folder + "/topology/physical_package_id"] = std::to_string(package) + "\n";
  machine.files[folder + "/topology/core_id"] = std::to_string(core) + "\n";
  machine.files[folder + "/thermal_throttle/core_throttle_count"] =
      std::to_string(core_events) + "\n";
  machine.files[folder + "/thermal_throttle/package_throttle_count"] =
      std::to_string(package_events) + "\n";
}

TEST(ThrottleSource, CountsCoresAndPackagesOnceForAllTheirThreads) {
  testing::FakeHostFiles machine;
  for (const int cpu : {0, 1, 2, 3}) add_cpu(machine, cpu, 0, cpu % 2, 5 + cpu % 2, 30);
  machine.files["/sys/devices/system/cpu/cpufreq/boost"] = "1\n";
  machine.files["/sys/devices/system/cpu/online"] = "0-3\n";
  const auto source = throttle_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))),
            (Lines{R"(silicon_thermal_throttle_events_total{cpu="0",scope="core"} 5)",
                   R"(silicon_thermal_throttle_events_total{cpu="1",scope="core"} 6)",
                   R"(silicon_thermal_throttle_events_total{cpu="0",scope="package"} 30)"}));
}

TEST(ThrottleSource, StandsStillWhileACpuIsOffline) {
  testing::FakeHostFiles machine;
  add_cpu(machine, 0, 0, 0, 5, 30);
  add_cpu(machine, 1, 0, 1, 7, 30);
  const auto source = throttle_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  const Lines before = testing::lines(*source.value()->sample(tick(0s)));
  std::erase_if(machine.files,
                [](const auto& file) { return file.first.find("cpu1/") != std::string::npos; });
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(5s))), before);
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(120s))), before);
}

TEST(ThrottleSource, FindsACpuThatCameOnlineLater) {
  testing::FakeHostFiles machine;
  add_cpu(machine, 0, 0, 0, 5, 30);
  const auto source = throttle_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  (void)source.value()->sample(tick(0s));
  add_cpu(machine, 1, 0, 1, 7, 30);
  EXPECT_EQ(source.value()->sample(tick(5s))->front().samples.size(), 2);
  EXPECT_EQ(source.value()->sample(tick(60s))->front().samples.size(), 3);
}

TEST(ThrottleSource, LeavesOutACounterOfGarbage) {
  testing::FakeHostFiles machine;
  add_cpu(machine, 0, 0, 0, 5, 30);
  machine.files["/sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count"] = "?";
  const auto source = throttle_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))),
            Lines{R"(silicon_thermal_throttle_events_total{cpu="0",scope="core"} 5)"});
}

TEST(ThrottleSource, IsAbsentWhereTheKernelDoesNotCount) {
  testing::FakeHostFiles machine;
  machine.files["/sys/devices/system/cpu/cpu0/topology/core_id"] = "0\n";
  const auto source = throttle_source(machine.open_files()).open();
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
  EXPECT_NE(source.error().message().find("Intel processors only"), std::string::npos);
}

// What node_exporter makes of the same files: node_cpu_core_throttles_total{core,package} and
// node_cpu_package_throttles_total{package} in expected-node_exporter-metrics.txt.
TEST(ThrottleSource, AgreesWithNodeExporterOnARecordedMachine) {
  const std::string root =
      std::string(SILICON_SOURCE_DIR) + "/../shared/data/linux/node_exporter-fixtures";
  if (!std::filesystem::exists(root)) GTEST_SKIP() << "no recorded machine at " << root;
  const auto source = throttle_source([&] { return std::make_unique<DiskFiles>(root); }).open();
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))),
            (Lines{R"(silicon_thermal_throttle_events_total{cpu="0",scope="core"} 5)",
                   R"(silicon_thermal_throttle_events_total{cpu="1",scope="core"} 0)",
                   R"(silicon_thermal_throttle_events_total{cpu="2",scope="core"} 0)",
                   R"(silicon_thermal_throttle_events_total{cpu="3",scope="core"} 9)",
                   R"(silicon_thermal_throttle_events_total{cpu="0",scope="package"} 30)",
                   R"(silicon_thermal_throttle_events_total{cpu="2",scope="package"} 6)"}));
}

}  // namespace
}  // namespace silicon::linux_platform
