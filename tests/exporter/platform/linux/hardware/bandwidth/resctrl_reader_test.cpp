#include <gtest/gtest.h>

#include "exporter/platform/linux/hardware/bandwidth/traffic_reader.hpp"
#include "tests/support/fake_host_files.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

// A machine where resctrl is compiled in and not mounted: the folder is there, and empty.
class Unmounted : public testing::FakeHostFiles {
 public:
  core::Result<std::vector<std::string>> list(std::string_view directory) override {
    if (directory == "/sys/fs/resctrl") return std::vector<std::string>{};
    return FakeHostFiles::list(directory);
  }
};

class Resctrl : public ::testing::Test {
 protected:
  // The files of a two-socket machine with a control group, and a monitoring group inside the root.
  Resctrl()
      : machine({{"/sys/fs/resctrl/schemata", "L3:0=fff;1=fff\n"},
                 {"/sys/fs/resctrl/info/L3_MON/mon_features", "llc_occupancy\nmbm_total_bytes\n"},
                 {total("", "mon_L3_00"), "1000000\n"},
                 {total("", "mon_L3_01"), "2000000\n"},
                 {total("/batch", "mon_L3_00"), "500\n"},
                 {total("/mon_groups/db", "mon_L3_00"), "700\n"}}) {}

  static std::string total(const std::string& group, const std::string& domain) {
    return "/sys/fs/resctrl" + group + "/mon_data/" + domain + "/mbm_total_bytes";
  }

  void open() {
    auto opened = open_resctrl(machine);
    ASSERT_TRUE(opened.ok()) << opened.error().message();
    reader = std::move(opened).value();
  }

  bandwidth::Traffic read_at(std::chrono::seconds since_start) {
    auto traffic = reader->read(core::SteadyInstant(1000s + since_start));
    EXPECT_TRUE(traffic.ok() && traffic->size() == 1);
    return traffic ? traffic->front() : bandwidth::Traffic{};
  }

  testing::FakeHostFiles machine;
  std::unique_ptr<TrafficReader> reader;
};

TEST_F(Resctrl, AddsUpDomainsAndControlGroupsButNotTheirMonitoringGroups) {
  open();
  EXPECT_EQ(read_at(0s).bytes, 0);
  machine.files[total("", "mon_L3_00")] = "1000100\n";
  machine.files[total("", "mon_L3_01")] = "2000020\n";
  machine.files[total("/batch", "mon_L3_00")] = "503\n";
  machine.files[total("/mon_groups/db", "mon_L3_00")] = "9999\n";
  const bandwidth::Traffic traffic = read_at(1s);
  EXPECT_EQ(traffic.bytes, 123);
  EXPECT_EQ(traffic.bytes_per_second, 123);
  EXPECT_EQ(traffic.direction, "all");
  EXPECT_EQ(traffic.source, "resctrl_mbm");
}

TEST_F(Resctrl, HasNoRateWhileADomainIsUnavailableAndCountsItsTrafficLater) {
  open();
  read_at(0s);
  machine.files[total("", "mon_L3_01")] = "Unavailable\n";
  EXPECT_EQ(read_at(1s).bytes_per_second, std::nullopt);
  machine.files[total("", "mon_L3_01")] = "2000300\n";
  const bandwidth::Traffic back = read_at(2s);
  EXPECT_EQ(back.bytes, 300);
  EXPECT_EQ(back.bytes_per_second, std::nullopt);
  EXPECT_EQ(read_at(3s).bytes_per_second, 0);
}

TEST_F(Resctrl, FailsWhenNothingHasAValue) {
  open();
  for (auto& [path, text] : machine.files) text = "Error\n";
  const auto traffic = reader->read(core::SteadyInstant(1000s));
  ASSERT_FALSE(traffic.ok());
  EXPECT_NE(traffic.error().message().find("none of 3 bandwidth counters"), std::string::npos);
}

TEST_F(Resctrl, FollowsGroupsThatComeAndGo) {
  open();
  read_at(0s);
  std::erase_if(machine.files,
                [](const auto& file) { return file.first.find("/batch/") != std::string::npos; });
  machine.files[total("/web", "mon_L3_00")] = "40000\n";
  read_at(10s);
  machine.files[total("/web", "mon_L3_00")] = "40070\n";
  const bandwidth::Traffic traffic = read_at(11s);
  EXPECT_EQ(traffic.bytes, 70);
  EXPECT_EQ(traffic.bytes_per_second, 70);
}

TEST_F(Resctrl, SaysSoWhereOnlyLocalTrafficIsCounted) {
  machine.files = {{"/sys/fs/resctrl/mon_data/mon_L3_00/mbm_local_bytes", "5\n"}};
  open();
  EXPECT_EQ(read_at(0s).source, "resctrl_mbm_local");
}

TEST(OpenResctrl, TellsHowToMountIt) {
  Unmounted machine;
  const auto reader = open_resctrl(machine);
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(
      reader.error().message(),
      "no /sys/fs/resctrl/mon_data: mount resctrl (mount -t resctrl resctrl /sys/fs/resctrl); "
      "this CPU or VM may lack memory bandwidth monitoring");
}

TEST(OpenResctrl, TellsAVirtualMachineFromACpuThatOnlyPartitions) {
  testing::FakeHostFiles machine;
  EXPECT_NE(open_resctrl(machine).error().message().find("virtual machines"), std::string::npos);
  machine.files["/sys/fs/resctrl/schemata"] = "L3:0=fff\n";
  EXPECT_NE(open_resctrl(machine).error().message().find("can partition and not monitor"),
            std::string::npos);
}

}  // namespace
}  // namespace silicon::linux_platform
