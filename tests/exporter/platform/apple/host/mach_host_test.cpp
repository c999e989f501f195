#include "exporter/platform/apple/host/mach_host.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

class MachHostTest : public ::testing::Test {
 protected:
  const MachApi& api() const { return *interfaces_->mach; }
  // As many bytes of struct vm_statistics64 as this kernel has, each count being its own offset.
  void fill_vm(std::size_t bytes) {
    mac_.vm_statistics.assign(bytes, '\0');
    for (const VmField& field : kVmFields) {
      if (field.offset + field.width > bytes) continue;
      const std::uint64_t count = field.offset + 1;
      std::memcpy(mac_.vm_statistics.data() + field.offset, &count, field.width);
    }
  }
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }

  testing::apple::FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
};

TEST_F(MachHostTest, GivesTicksByCpuAndTheArrayBack) {
  mac_.cpu_ticks = {{1, 2, 3, 0}, {4, 5, 4'294'967'295U, 0}};
  const MachHost host(api());
  EXPECT_EQ(host.cpu_ticks(), mac_.cpu_ticks);
  EXPECT_EQ(host.cpu_ticks(), mac_.cpu_ticks);
}

TEST_F(MachHostTest, GivesNoTicksWhenTheKernelRefuses) {
  EXPECT_TRUE(MachHost(api()).cpu_ticks().empty());
}

TEST_F(MachHostTest, GivesEveryCountOfMemory) {
  fill_vm(160);
  const VmCounts vm = MachHost(api()).vm();
  EXPECT_EQ(vm.size(), std::size(kVmFields));
  EXPECT_EQ(vm.at("free_count"), 1U);
  EXPECT_EQ(vm.at("speculative_count"), 93U);
  EXPECT_EQ(vm.at("swapouts"), 121U);
  EXPECT_EQ(vm.at("total_uncompressed_pages_in_compressor"), 145U);
}

// macmon issue 66: a call with a buffer of the SDK's size failed on a beta of macOS 27.
TEST_F(MachHostTest, TakesALongerStructureThanItKnows) {
  fill_vm(400);
  EXPECT_EQ(MachHost(api()).vm().size(), std::size(kVmFields));
}

TEST_F(MachHostTest, LeavesOutWhatAnOlderKernelDoesNotCount) {
  fill_vm(96);
  const VmCounts vm = MachHost(api()).vm();
  EXPECT_EQ(vm.count("purgeable_count"), 1U);
  EXPECT_EQ(vm.count("swapins"), 0U);
}

TEST_F(MachHostTest, GivesNoCountsOfMemoryWhenTheKernelRefuses) {
  EXPECT_TRUE(MachHost(api()).vm().empty());
}

}  // namespace
}  // namespace silicon::apple_platform
