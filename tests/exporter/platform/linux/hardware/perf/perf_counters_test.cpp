// With the kernel of the machine that the test runs on: every kernel has software counters.
#include "exporter/platform/linux/hardware/perf/perf_counters.hpp"

#include <gtest/gtest.h>

namespace silicon::linux_platform {
namespace {

constexpr std::uint32_t kSoftware = 1;                   // PERF_TYPE_SOFTWARE
constexpr PerfEvent kCpuClock = {kSoftware, {0, 0, 0}};  // PERF_COUNT_SW_CPU_CLOCK
constexpr PerfEvent kSwitches = {kSoftware, {3, 0, 0}};  // PERF_COUNT_SW_CONTEXT_SWITCHES

TEST(KernelPerfCounters, CountTimeAsItPasses) {
  const auto group = kernel_perf_counters()->open({kCpuClock, kSwitches}, 0);
  if (!group && group.error().kind() == core::ErrorKind::denied) {
    GTEST_SKIP() << group.error().message();
  }
  ASSERT_TRUE(group.ok()) << group.error().message();
  const auto first = group.value()->read();
  ASSERT_TRUE(first.ok()) << first.error().message();
  ASSERT_EQ(first->size(), 2);
  const auto second = group.value()->read();
  ASSERT_TRUE(second.ok());
  EXPECT_GT(second->at(0).value, first->at(0).value);
  EXPECT_GT(second->at(0).enabled_ns, first->at(0).enabled_ns);
  EXPECT_GE(second->at(1).value, first->at(1).value);
}

TEST(KernelPerfCounters, SayThatACounterDoesNotExist) {
  const PerfEvent no_such_pmu = {0x7fffffff, {0, 0, 0}};
  const auto group = kernel_perf_counters()->open({no_such_pmu}, 0);
  ASSERT_FALSE(group.ok());
  if (group.error().kind() == core::ErrorKind::denied) {
    EXPECT_NE(group.error().message().find("CAP_PERFMON"), std::string::npos);
  } else {
    EXPECT_EQ(group.error().kind(), core::ErrorKind::absent);
  }
}

TEST(KernelPerfCounters, OpenNothingWithoutEvents) {
  EXPECT_EQ(kernel_perf_counters()->open({}, 0).error().kind(), core::ErrorKind::invalid);
}

}  // namespace
}  // namespace silicon::linux_platform
