#include "exporter/platform/apple/machine.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_apple/script.hpp"
#include "tests/support/fake_apple/small_mac.hpp"

namespace silicon::apple_platform {
namespace {

using testing::apple::FakeMac;
using testing::apple::small_machine;

class MachineTest : public ::testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }
  FakeMac mac_;
};

TEST_F(MachineTest, ReadsBackWhatARecordingSays) {
  const apple::Machine shown = small_machine();
  show(mac_, shown);
  const auto read = read_machine(*mac_.interfaces());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->model, shown.model);
  EXPECT_EQ(read->chip, shown.chip);
  EXPECT_EQ(read->os, shown.os);
  EXPECT_EQ(read->sysctl, shown.sysctl);
  EXPECT_EQ(read->pmgr, shown.pmgr);
  EXPECT_EQ(read->gpu_core_count, shown.gpu_core_count);
  EXPECT_EQ(read->page_size, shown.page_size);
  ASSERT_EQ(read->cpus.size(), shown.cpus.size());
  for (std::size_t i = 0; i < read->cpus.size(); ++i) {
    EXPECT_EQ(read->cpus[i].name, shown.cpus[i].name);
    EXPECT_EQ(read->cpus[i].cluster_type, shown.cpus[i].cluster_type);
    EXPECT_EQ(read->cpus[i].logical_cluster_id, shown.cpus[i].logical_cluster_id);
    EXPECT_EQ(read->cpus[i].logical_cpu_id, shown.cpus[i].logical_cpu_id);
  }
}

TEST_F(MachineTest, TellsNotWhoseItIs) {
  show(mac_, small_machine());
  mac_.sysctls["kern.hostname"] = std::string("secret.local\0", 13);
  mac_.sysctls["kern.uuid"] = std::string("secret\0", 7);
  const auto read = read_machine(*mac_.interfaces());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->sysctl.count("kern.hostname") + read->sysctl.count("kern.uuid"), 0U);
}

TEST_F(MachineTest, IsAbsentWhereThereIsNoMac) {
  const auto read = read_machine(*mac_.interfaces());
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().kind(), core::ErrorKind::absent);
  mac_.symbols.remove("sysctlbyname");
  EXPECT_EQ(read_machine(*mac_.interfaces()).error().message(),
            "this is no Mac: libSystem has no sysctlbyname");
}

TEST_F(MachineTest, IsThereWithoutARegistry) {
  show(mac_, small_machine());
  mac_.symbols.remove("IOServiceMatching");
  const auto read = read_machine(*mac_.interfaces());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->model, "Mac16,9");
  EXPECT_TRUE(read->cpus.empty() && read->pmgr.empty());
}

TEST_F(MachineTest, LeavesOutOfTheSystemsNameWhatIsNotKnown) {
  show(mac_, small_machine());
  mac_.sysctls.erase("kern.osversion");
  EXPECT_EQ(read_machine(*mac_.interfaces())->os, "macOS 15.5");
}

TEST_F(MachineTest, BelievesNoThousandLevelsOfProcessors) {
  show(mac_, small_machine());
  mac_.sysctls["hw.nperflevels"] = std::string("\xff\xff\xff\x7f", 4);
  const auto read = read_machine(*mac_.interfaces());
  ASSERT_TRUE(read.ok());
  EXPECT_LT(read->sysctl.size(), 30U);
}

}  // namespace
}  // namespace silicon::apple_platform
