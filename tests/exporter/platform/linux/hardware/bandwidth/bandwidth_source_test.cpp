#include <gtest/gtest.h>

#include "exporter/platform/linux/hardware/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/fake_perf_counters.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

const std::string kMbm = "/sys/fs/resctrl/mon_data/mon_L3_00/mbm_total_bytes";
const std::string kImc = "/sys/bus/event_source/devices/uncore_imc";

void add_controller(testing::FakeHostFiles& machine) {
  machine.files[kImc + "/type"] = "9\n";
  machine.files[kImc + "/format/event"] = "config:0-7\n";
  for (const std::string event : {"data_reads", "data_writes"}) {
    machine.files[kImc + "/events/" + event] = event == "data_reads" ? "event=1\n" : "event=2\n";
    machine.files[kImc + "/events/" + event + ".scale"] = "6.103515625e-5\n";
    machine.files[kImc + "/events/" + event + ".unit"] = "MiB\n";
  }
}

sources::Tick tick(std::chrono::seconds since_start) {
  return {core::SteadyInstant(1000s + since_start), {}};
}

TEST(BandwidthSource, ShowsEveryWayInWhichTheMachineCounts) {
  testing::FakeHostFiles machine({{kMbm, "100\n"}});
  add_controller(machine);
  const auto perf = std::make_shared<testing::FakePerfCounters>();
  const auto source = bandwidth_source(machine.open_files(), perf).open();
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_EQ(
      testing::lines(*source.value()->sample(tick(0s))),
      (Lines{
          R"(silicon_memory_transferred_bytes_total{direction="all",source="resctrl_mbm"} 0)",
          R"(silicon_memory_transferred_bytes_total{direction="read",source="uncore_imc"} 0)",
          R"(silicon_memory_transferred_bytes_total{direction="write",source="uncore_imc"} 0)"}));
  machine.files[kMbm] = "2100\n";
  perf->advance({9, 1, 0}, 10);
  perf->advance({9, 2, 0}, 5);
  EXPECT_EQ(
      testing::lines(*source.value()->sample(tick(2s))),
      (Lines{
          R"(silicon_memory_transferred_bytes_total{direction="all",source="resctrl_mbm"} 2000)",
          R"(silicon_memory_transferred_bytes_total{direction="read",source="uncore_imc"} 640)",
          R"(silicon_memory_transferred_bytes_total{direction="write",source="uncore_imc"} 320)",
          R"(silicon_memory_bandwidth_bytes_per_second{direction="all",source="resctrl_mbm"} 1000)",
          R"(silicon_memory_bandwidth_bytes_per_second{direction="read",source="uncore_imc"} 320)",
          R"(silicon_memory_bandwidth_bytes_per_second{direction="write",source="uncore_imc"} 160)"}));
}

TEST(BandwidthSource, GoesOnWithOneWayWhenTheOtherFails) {
  testing::FakeHostFiles machine({{kMbm, "100\n"}});
  add_controller(machine);
  const auto perf = std::make_shared<testing::FakePerfCounters>();
  const auto source = bandwidth_source(machine.open_files(), perf).open();
  ASSERT_TRUE(source.ok());
  machine.files.erase(kMbm);
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))).size(), 2);
  perf->fail_reads = core::Error("perf counter: gone");
  EXPECT_FALSE(source.value()->sample(tick(1s)).ok());
}

TEST(BandwidthSource, IsAbsentWithTheReasonOfEachWay) {
  testing::FakeHostFiles machine;
  const auto perf = std::make_shared<testing::FakePerfCounters>();
  const auto source = bandwidth_source(machine.open_files(), perf).open();
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
  EXPECT_NE(source.error().message().find("no /sys/fs/resctrl"), std::string::npos);
  EXPECT_NE(source.error().message().find("; no memory controller PMU"), std::string::npos);
}

TEST(BandwidthSource, IsDeniedWhenRootWouldSeeMore) {
  testing::FakeHostFiles machine;
  add_controller(machine);
  const auto perf = std::make_shared<testing::FakePerfCounters>();
  perf->refuse_all = core::Error("perf_event_open: permission denied", core::ErrorKind::denied);
  const auto source = bandwidth_source(machine.open_files(), perf).open();
  EXPECT_EQ(source.error().kind(), core::ErrorKind::denied);
}

TEST(BandwidthSource, DoesWithoutPerfCountersWhereThereAreNone) {
  testing::FakeHostFiles machine({{kMbm, "100\n"}});
  add_controller(machine);
  const auto source = bandwidth_source(machine.open_files(), nullptr).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(testing::lines(*source.value()->sample(tick(0s))).size(), 1);
}

}  // namespace
}  // namespace silicon::linux_platform
