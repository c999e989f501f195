#include "exporter/platform/linux/hardware/perf/pmu_folder.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_host_files.hpp"

namespace silicon::linux_platform {
namespace {

const std::string kFolder = "/sys/bus/event_source/devices/uncore_imc_0";

TEST(ReadPmu, CollectsTypeCpusAndFormats) {
  testing::FakeHostFiles machine({{kFolder + "/type", "14\n"},
                                  {kFolder + "/cpumask", "0,18\n"},
                                  {kFolder + "/format/event", "config:0-7\n"},
                                  {kFolder + "/format/umask", "config:8-15\n"}});
  const auto folder = read_pmu(machine, "uncore_imc_0");
  ASSERT_TRUE(folder.ok());
  EXPECT_EQ(folder->type, 14);
  EXPECT_EQ(folder->cpus, (std::vector<unsigned>{0, 18}));
  EXPECT_EQ(folder->formats, (pmu::Formats{{"event", "config:0-7\n"}, {"umask", "config:8-15\n"}}));
  EXPECT_EQ(folder->path, kFolder);
}

TEST(ReadPmu, CountsOnTheFirstCpuWhereNoneIsNamed) {
  testing::FakeHostFiles machine({{kFolder + "/type", "14\n"}});
  EXPECT_EQ(read_pmu(machine, "uncore_imc_0")->cpus, (std::vector<unsigned>{0}));
  machine.files[kFolder + "/cpumask"] = "\n";
  EXPECT_EQ(read_pmu(machine, "uncore_imc_0")->cpus, (std::vector<unsigned>{0}));
}

TEST(ReadPmu, RefusesATypeThatIsNone) {
  testing::FakeHostFiles machine;
  EXPECT_EQ(read_pmu(machine, "uncore_imc_0").error().kind(), core::ErrorKind::absent);
  for (const char* type : {"", "cpu", "4294967296", "-1"}) {
    machine.files[kFolder + "/type"] = type;
    EXPECT_EQ(read_pmu(machine, "uncore_imc_0").error().message(), kFolder + "/type: not a number");
  }
}

TEST(EventsOf, AreTheEventsWithoutTheirUnits) {
  testing::FakeHostFiles machine({{kFolder + "/events/cas_count_read", ""},
                                  {kFolder + "/events/cas_count_read.scale", ""},
                                  {kFolder + "/events/cas_count_read.unit", ""}});
  EXPECT_EQ(events_of(machine, "uncore_imc_0"), (std::vector<std::string>{"cas_count_read"}));
  EXPECT_TRUE(events_of(machine, "amd_umc_0").empty());
}

}  // namespace
}  // namespace silicon::linux_platform
