#include <gtest/gtest.h>

#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/host/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/recorded_tree.hpp"

namespace silicon::linux_platform {
namespace {

using testing::FakeHostFiles;
using testing::lines;
using Lines = std::vector<std::string>;

// Linux 5.10: no irq, and no full of cpu.
void add_pressure(FakeHostFiles& machine) {
  machine.files["/proc/pressure/cpu"] = "some avg10=0.00 avg60=0.00 avg300=0.00 total=3000000\n";
  machine.files["/proc/pressure/memory"] = "some avg10=0.00 total=1\nfull avg10=0.00 total=0\n";
  machine.files["/proc/pressure/io"] = "some avg10=0.00 total=2\nfull avg10=0.00 total=0\n";
}

TEST(PressureSource, ReadsTheResourcesThatTheKernelHas) {
  FakeHostFiles machine;
  add_pressure(machine);
  const auto source = *pressure_source(machine.open_files()).open();
  const auto read = lines(*source->sample({}));
  EXPECT_EQ(read.size(), 5U);
  EXPECT_EQ(read.front(), R"(silicon_pressure_seconds_total{kind="some",resource="cpu"} 3)");
  machine.log.clear();
  ASSERT_TRUE(source->sample({}).ok());
  EXPECT_EQ(machine.log.size(), 3U);  // irq is not tried again
}

TEST(PressureSource, KeepsTheOtherResourcesWhenOneCannotBeRead) {
  FakeHostFiles machine;
  add_pressure(machine);
  const auto source = *pressure_source(machine.open_files()).open();
  machine.files["/proc/pressure/cpu"] = "garbage";
  machine.files.erase("/proc/pressure/io");
  EXPECT_EQ(lines(*source->sample({})).size(), 2U);
}

TEST(PressureSource, LosesASampleWhenNoResourceCanBeRead) {
  FakeHostFiles machine;
  machine.files["/proc/pressure/cpu"] = "some total=1\n";
  const auto source = *pressure_source(machine.open_files()).open();
  machine.files["/proc/pressure/cpu"] = "";
  EXPECT_EQ(source->sample({}).error().message(), "/proc/pressure/cpu: no total, found \"\"");
}

TEST(PressureSource, SaysWhatToDoWhereTheKernelHasNone) {
  FakeHostFiles machine;
  const auto absent = pressure_source(machine.open_files()).open();
  EXPECT_EQ(absent.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(absent.error().message(),
            "/proc/pressure/cpu: no such file or directory (the kernel was built without "
            "CONFIG_PSI, or booted with psi=0 or, on RHEL and its kin, without psi=1; boot with "
            "psi=1)");
  machine.fail.emplace("/proc/pressure/cpu",
                       core::Error("/proc/pressure/cpu: Operation not supported",
                                   core::ErrorKind::absent));  // booted with psi=0
  EXPECT_NE(pressure_source(machine.open_files()).open().error().message().find("boot with psi=1"),
            std::string::npos);
}

TEST(PressureSource, AgreesWithNodeExporterOnItsFixture) {
  const testing::RecordedTree tree("linux/node_exporter-fixtures", {"proc/pressure"});
  if (!tree.exists()) GTEST_SKIP() << "no " << tree.recording();
  const auto source =
      *pressure_source([&] { return std::make_unique<DiskFiles>(tree.root()); }).open();
  // node_pressure_{cpu_waiting,memory_waiting,memory_stalled,io_waiting,io_stalled,irq_stalled}_
  // seconds_total
  EXPECT_EQ(lines(*source->sample({})),
            (Lines{R"(silicon_pressure_seconds_total{kind="some",resource="cpu"} 14.036781)",
                   R"(silicon_pressure_seconds_total{kind="some",resource="memory"} 0)",
                   R"(silicon_pressure_seconds_total{kind="full",resource="memory"} 0)",
                   R"(silicon_pressure_seconds_total{kind="some",resource="io"} 159.886802)",
                   R"(silicon_pressure_seconds_total{kind="full",resource="io"} 159.229614)",
                   R"(silicon_pressure_seconds_total{kind="full",resource="irq"} 0.008494)"}));
}

}  // namespace
}  // namespace silicon::linux_platform
