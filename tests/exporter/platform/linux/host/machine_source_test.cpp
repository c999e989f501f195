#include <gtest/gtest.h>

#include <algorithm>

#include "exporter/platform/linux/host/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

using Lines = std::vector<std::string>;

Lines sampled(testing::FakeHostFiles& machine) {
  const auto source = machine_source(machine.open_files()).open();
  return testing::lines(*source.value()->sample({}));
}

TEST(MachineSource, NamesAPc) {
  testing::FakeHostFiles machine(
      {{"/sys/class/dmi/id/product_name", "PowerEdge R750\n"},
       {"/proc/cpuinfo", "processor\t: 0\nmodel name\t: Intel(R) Xeon(R) Gold 6338\n"},
       {"/etc/os-release", "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"}});
  EXPECT_EQ(sampled(machine), Lines{"silicon_machine_info{chip=\"Intel(R) Xeon(R) Gold 6338\","
                                    "model=\"PowerEdge R750\",os=\"Debian GNU/Linux 12 "
                                    "(bookworm)\",platform=\"linux\"} 1"});
}

TEST(MachineSource, NamesABoardByItsDeviceTree) {
  testing::FakeHostFiles machine(
      {{"/sys/class/dmi/id/product_name", "To be filled by O.E.M.\n"},
       {"/sys/firmware/devicetree/base/model", std::string("Raspberry Pi 5 Model B\0", 23)},
       {"/usr/lib/os-release", "PRETTY_NAME=\"Alpine Linux v3.20\"\n"}});
  EXPECT_EQ(sampled(machine),
            Lines{"silicon_machine_info{model=\"Raspberry Pi 5 Model B\",os=\"Alpine Linux "
                  "v3.20\",platform=\"linux\"} 1"});
}

TEST(MachineSource, SaysOnlyLinuxWhereNothingIsKnown) {
  testing::FakeHostFiles machine;
  EXPECT_EQ(sampled(machine), Lines{"silicon_machine_info{platform=\"linux\"} 1"});
}

TEST(MachineSource, NeverLooksAtWhatIdentifiesTheMachine) {
  testing::FakeHostFiles machine;
  sampled(machine);
  for (const std::string& path : machine.log) {
    for (const char* secret : {"serial", "uuid", "machine-id", "hostname", "asset"}) {
      EXPECT_EQ(path.find(secret), std::string::npos) << path;
    }
  }
}

TEST(MachineSource, NoticesAnUpgradeAndReadsTheProcessorOnce) {
  testing::FakeHostFiles machine;
  machine.files["/etc/os-release"] = "PRETTY_NAME=old";
  const auto source = machine_source(machine.open_files()).open();
  ASSERT_TRUE(source.value()->sample({}).ok());
  machine.files["/etc/os-release"] = "PRETTY_NAME=new";
  EXPECT_EQ(testing::lines(*source.value()->sample({})),
            Lines{"silicon_machine_info{os=\"new\",platform=\"linux\"} 1"});
  EXPECT_EQ(std::count(machine.log.begin(), machine.log.end(), "/proc/cpuinfo"), 1);
}

}  // namespace
}  // namespace silicon::linux_platform
