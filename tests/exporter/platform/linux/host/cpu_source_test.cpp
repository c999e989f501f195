#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/host/sources.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/linux_machines.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using testing::FakeHostFiles;
using testing::stat_text;
using testing::value_of;

std::unique_ptr<sources::Source> open_on(FakeHostFiles& machine) {
  return *cpu_source(machine.open_files()).open();
}

sources::Tick at(core::SteadyDuration since_start) {
  return {core::SteadyInstant(since_start), core::Instant{}};
}

std::optional<double> tier_ratio(const core::Families& families, const std::string& tier) {
  return value_of(families, "silicon_cpu_utilization_ratio{tier=\"" + tier + "\"}");
}

std::size_t times_read(const FakeHostFiles& machine, const std::string& path) {
  return static_cast<std::size_t>(std::count(machine.log.begin(), machine.log.end(), path));
}

TEST(CpuSource, StatesTheUtilizationOfEachTierOfABigLittleBoard) {
  FakeHostFiles machine;
  testing::make_rk3588(machine);
  const auto source = open_on(machine);
  ASSERT_TRUE(source->sample(at(0s)).ok());
  std::string stat;
  for (const unsigned cpu : {0U, 1U, 2U, 3U}) stat += testing::stat_line(cpu, 110, 990);
  for (const unsigned cpu : {4U, 5U, 6U, 7U}) stat += testing::stat_line(cpu, 190, 910);
  machine.files["/proc/stat"] = stat;
  const auto families = source->sample(at(1s));
  ASSERT_TRUE(families.ok());
  EXPECT_EQ(tier_ratio(*families, "efficiency"), 0.1);
  EXPECT_EQ(tier_ratio(*families, "performance"), 0.9);
  EXPECT_EQ(tier_ratio(*families, "all"), 0.5);
  EXPECT_EQ(value_of(*families, "silicon_cpu_cores{tier=\"performance\"}"), 4);
  EXPECT_EQ(value_of(*families,
                     "silicon_cpu_core_utilization_ratio"
                     "{cluster=\"P1\",cpu=\"7\",tier=\"performance\"}"),
            0.9);
}

TEST(CpuSource, ReadsOnlyOneFileAtAnOrdinarySample) {
  FakeHostFiles machine;
  testing::make_meteor_lake(machine);
  const auto source = open_on(machine);
  ASSERT_TRUE(source->sample(at(0s)).ok());
  machine.log.clear();
  ASSERT_TRUE(source->sample(at(1s)).ok());
  EXPECT_EQ(machine.log, (std::vector<std::string>{"/proc/stat"}));
}

TEST(CpuSource, ReadsTheTopologyAgainWhenACpuComesOrGoes) {
  FakeHostFiles machine;
  testing::make_docker_desktop_guest(machine);
  machine.files["/proc/stat"] = stat_text({0, 1}, 1, 1);
  const auto source = open_on(machine);
  ASSERT_TRUE(source->sample(at(0s)).ok());
  machine.files["/proc/stat"] = stat_text({0, 1, 2}, 1, 1);
  const auto families = source->sample(at(1s));
  EXPECT_EQ(value_of(*families, "silicon_cpu_cores{tier=\"unknown\"}"), 3);
  const std::string capacity = "/sys/devices/system/cpu/cpu0/cpu_capacity";
  EXPECT_EQ(times_read(machine, capacity), 2U);
  machine.files["/proc/stat"] = stat_text({0, 2}, 1, 1);
  ASSERT_TRUE(source->sample(at(2s)).ok());
  EXPECT_EQ(times_read(machine, capacity), 3U);
}

TEST(CpuSource, FindsOutAboutAFrequencyDriverThatWasLoadedLate) {
  FakeHostFiles machine;
  machine.files["/proc/stat"] = stat_text({0, 1}, 1, 1);
  const auto source = open_on(machine);
  const auto early = source->sample(at(0s));
  EXPECT_EQ(value_of(*early, "silicon_cpu_cores{tier=\"unknown\"}"), 2);
  testing::describe_cpu(machine, 0, {{"cpu_capacity", "1024"}});
  testing::describe_cpu(machine, 1, {{"cpu_capacity", "400"}});
  const auto late = source->sample(at(11min));
  EXPECT_EQ(value_of(*late, "silicon_cpu_cores{tier=\"performance\"}"), 1);
  EXPECT_EQ(value_of(*late, "silicon_cpu_cores{tier=\"unknown\"}"), std::nullopt);
}

TEST(CpuSource, LosesASampleWhenTheFileIsGoneOrGarbageAndGoesOnAfterwards) {
  FakeHostFiles machine;
  testing::make_raspberry_pi(machine);
  const auto source = open_on(machine);
  ASSERT_TRUE(source->sample(at(0s)).ok());
  const std::string sound = machine.files["/proc/stat"];
  for (const std::string& bad : {std::string(), std::string("garbage"), sound.substr(0, 20)}) {
    machine.files["/proc/stat"] = bad;
    const auto lost = source->sample(at(1s));
    ASSERT_FALSE(lost.ok());
    EXPECT_TRUE(lost.error().message().starts_with("/proc/stat: no line of a CPU"));
  }
  machine.files.erase("/proc/stat");
  EXPECT_EQ(source->sample(at(2s)).error().kind(), core::ErrorKind::absent);
  machine.files["/proc/stat"] = sound;
  EXPECT_TRUE(source->sample(at(3s)).ok());
}

TEST(CpuSource, IsAbsentWithoutProc) {
  FakeHostFiles machine;
  EXPECT_EQ(cpu_source(machine.open_files()).open().error().kind(), core::ErrorKind::absent);
}

TEST(CpuSource, StatesTheSecondsOfThisMachineAsItsKernelDoes) {
  const auto source = *cpu_source([] { return std::make_unique<DiskFiles>(); }).open();
  const auto families = source->sample(at(0s));
  ASSERT_TRUE(families.ok());
  double all = 0;
  for (const core::Sample& sample : families->front().samples) all += sample.value;
  DiskFiles files;
  const std::string uptime(files.read("/proc/uptime").value());
  double cores = 0;
  for (const std::string& line : testing::lines(*families)) {
    if (line.starts_with("silicon_cpu_cores")) cores += std::stod(line.substr(line.find(' ')));
  }
  EXPECT_NEAR(all / cores, std::stod(uptime), 0.05 * std::stod(uptime) + 2);
}

}  // namespace
}  // namespace silicon::linux_platform
