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

// An Intel desktop: one package with cores and DRAM.
testing::FakeHostFiles desktop() {
  return testing::FakeHostFiles({
      {"/sys/devices/system/cpu/modalias", "cpu:type:x86,ven0000fam0006mod009E:feature:,0000\n"},
      {"/sys/class/powercap/intel-rapl/enabled", "1\n"},
      {"/sys/class/powercap/intel-rapl:0/name", "package-0\n"},
      {"/sys/class/powercap/intel-rapl:0/energy_uj", "262143000000\n"},
      {"/sys/class/powercap/intel-rapl:0/max_energy_range_uj", "262143328850\n"},
      {"/sys/class/powercap/intel-rapl:0:0/name", "core\n"},
      {"/sys/class/powercap/intel-rapl:0:0/energy_uj", "118821284256\n"},
      {"/sys/class/powercap/intel-rapl:0:0/max_energy_range_uj", "262143328850\n"},
  });
}

void set_energy(testing::FakeHostFiles& machine, const char* zone, const char* microjoules) {
  machine.files[std::string("/sys/class/powercap/") + zone + "/energy_uj"] = microjoules;
}

TEST(EnergySource, CountsJoulesFromItsFirstSampleOnAcrossAWrap) {
  testing::FakeHostFiles machine = desktop();
  const auto source = energy_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))),
            (Lines{R"(silicon_energy_joules_total{rail="package"} 0)",
                   R"(silicon_energy_joules_total{rail="cores"} 0)"}));
  set_energy(machine, "intel-rapl:0", "27671150\n");  // 328,850 uJ to the end, then on from 0
  set_energy(machine, "intel-rapl:0:0", "118831284256\n");
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(1s))),
            (Lines{R"(silicon_energy_joules_total{rail="package"} 28)",
                   R"(silicon_energy_joules_total{rail="cores"} 10)",
                   R"(silicon_power_watts{rail="package",source="rapl"} 28)",
                   R"(silicon_power_watts{rail="cores",source="rapl"} 10)"}));
}

TEST(EnergySource, CountsEverySampleOfPowerInAHistogram) {
  testing::FakeHostFiles machine = desktop();
  const auto source = energy_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  EXPECT_FALSE(
      testing::has_family(*source.value()->sample(tick(0s)), "silicon_power_sample_watts"));
  for (int second = 1; second <= 3; ++second) {
    (void)source.value()->sample(tick(std::chrono::seconds(second)));
  }
  const core::Families families = *source.value()->sample(tick(4s));
  EXPECT_EQ(testing::value_of(families, R"(silicon_power_sample_watts_count{rail="cores"})"), 4);
}

TEST(EnergySource, LeavesOutARailThatCannotBeReadAndKeepsCountingIt) {
  testing::FakeHostFiles machine = desktop();
  const auto source = energy_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  (void)source.value()->sample(tick(0s));
  const std::string core = "/sys/class/powercap/intel-rapl:0:0/energy_uj";
  machine.fail.emplace(core, core::Error(core + ": input/output error"));
  const core::Families without = *source.value()->sample(tick(1s));
  EXPECT_EQ(testing::value_of(without, R"(silicon_energy_joules_total{rail="cores"})"),
            std::nullopt);
  EXPECT_TRUE(testing::value_of(without, R"(silicon_energy_joules_total{rail="package"})"));
  machine.fail.clear();
  set_energy(machine, "intel-rapl:0:0", "118841284256\n");
  const core::Families again = *source.value()->sample(tick(2s));
  EXPECT_EQ(testing::value_of(again, R"(silicon_energy_joules_total{rail="cores"})"), 20);
  EXPECT_EQ(testing::value_of(again, R"(silicon_power_watts{rail="cores",source="rapl"})"), 10);
}

TEST(EnergySource, LosesTheSampleWhenNothingCanBeRead) {
  testing::FakeHostFiles machine = desktop();
  const auto source = energy_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  set_energy(machine, "intel-rapl:0", "lots\n");
  machine.files.erase("/sys/class/powercap/intel-rapl:0:0/energy_uj");
  EXPECT_EQ(source.value()->sample(tick(0s)).error().message(),
            "/sys/class/powercap/intel-rapl:0/energy_uj: not a count of microjoules");
}

TEST(EnergySource, IsDeniedToOthersThanRootAndSaysWhatToDo) {
  testing::FakeHostFiles machine = desktop();
  for (const char* zone : {"intel-rapl:0", "intel-rapl:0:0"}) {
    const std::string path = std::string("/sys/class/powercap/") + zone + "/energy_uj";
    machine.fail.emplace(path, core::Error(path + ": permission denied", core::ErrorKind::denied));
  }
  const auto source = energy_source(machine.open_files()).open();
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(source.error().kind(), core::ErrorKind::denied);
  EXPECT_TRUE(source.error().message().starts_with(
      "/sys/class/powercap/intel-rapl:0/energy_uj: permission denied"));
  EXPECT_NE(source.error().message().find("chmod g+r"), std::string::npos);
}

TEST(EnergySource, ReadsTheRailsThatItMay) {
  testing::FakeHostFiles machine = desktop();
  const std::string path = "/sys/class/powercap/intel-rapl:0/energy_uj";
  machine.fail.emplace(path, core::Error(path + ": permission denied", core::ErrorKind::denied));
  const auto source = energy_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))),
            Lines{R"(silicon_energy_joules_total{rail="cores"} 0)"});
}

TEST(EnergySource, IsAbsentInAVirtualMachine) {
  testing::FakeHostFiles machine;
  EXPECT_EQ(energy_source(machine.open_files()).open().error().kind(), core::ErrorKind::absent);
  // powercap compiled in, nothing behind it.
  machine.files["/sys/class/powercap/intel-rapl/enabled"] = "0\n";
  const auto source = energy_source(machine.open_files()).open();
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
  EXPECT_NE(source.error().message().find("no RAPL zone in /sys/class/powercap"),
            std::string::npos);
}

TEST(EnergySource, DoesNotSellOneCoreOfAnAmdProcessorAsAll) {
  testing::FakeHostFiles machine = desktop();
  machine.files["/sys/devices/system/cpu/modalias"] =
      "cpu:type:x86,ven0002fam0019mod0021:feature:,0000\n";
  const auto source = energy_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))),
            Lines{R"(silicon_energy_joules_total{rail="package"} 0)"});
}

TEST(EnergySource, ReadsARecordedMachine) {
  const std::string root =
      std::string(SILICON_SOURCE_DIR) + "/../shared/data/linux/procfs-fixtures";
  if (!std::filesystem::exists(root)) GTEST_SKIP() << "no recorded machine at " << root;
  const auto source = energy_source([&] { return std::make_unique<DiskFiles>(root); }).open();
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))),
            (Lines{R"(silicon_energy_joules_total{rail="package-0"} 0)",
                   R"(silicon_energy_joules_total{rail="cores-0"} 0)",
                   R"(silicon_energy_joules_total{rail="package-10"} 0)"}));
}

}  // namespace
}  // namespace silicon::linux_platform
