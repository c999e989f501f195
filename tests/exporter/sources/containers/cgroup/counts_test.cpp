#include "exporter/sources/containers/cgroup/counts.hpp"

#include <gtest/gtest.h>

namespace silicon::containers {
namespace {

TEST(CpuStat, OfV2IsInMicroseconds) {
  CpuCounts cpu;
  read_cpu_stat(
      "usage_usec 842237\nuser_usec 373362\nsystem_usec 468875\nnr_periods 12\nnr_throttled 5\n"
      "throttled_usec 96600\nnr_bursts 2\nburst_usec 7\n",
      cpu);
  EXPECT_EQ(cpu.usage_nanoseconds, 842'237'000U);
  EXPECT_EQ(cpu.user_nanoseconds, 373'362'000U);
  EXPECT_EQ(cpu.system_nanoseconds, 468'875'000U);
  EXPECT_EQ(cpu.periods, 12U);
  EXPECT_EQ(cpu.throttled_periods, 5U);
  EXPECT_EQ(cpu.throttled_nanoseconds, 96'600'000U);
  EXPECT_EQ(cpu.bursts, 2U);
  EXPECT_EQ(cpu.burst_nanoseconds, 7'000U);
}

TEST(CpuStat, OfV1IsInNanoseconds) {
  CpuCounts cpu;
  read_cpu_stat(
      "nr_periods 10\nnr_throttled 3\nthrottled_time 123456789\nnr_bursts 1\n"
      "burst_time 55\n",
      cpu);
  EXPECT_EQ(cpu.throttled_nanoseconds, 123'456'789U);
  EXPECT_EQ(cpu.burst_nanoseconds, 55U);
  EXPECT_EQ(cpu.usage_nanoseconds, std::nullopt);
}

TEST(CpuStat, LeavesAloneWhatItDoesNotSay) {
  CpuCounts cpu;
  cpu.periods = 7;
  read_cpu_stat("usage_usec 51866\nuser_usec 22927\nsystem_usec 28938\nnice_usec 0\n", cpu);
  EXPECT_EQ(cpu.periods, 7U);
  EXPECT_EQ(cpu.usage_nanoseconds, 51'866'000U);
}

TEST(CpuStat, HasNoFiguresThatNobodyCanHaveReached) {
  CpuCounts cpu;
  read_cpu_stat("usage_usec 18446744073709551615\nuser_usec -5\nsystem_usec 1e9\nnr_periods \n",
                cpu);
  EXPECT_EQ(cpu.usage_nanoseconds, std::nullopt);
  EXPECT_EQ(cpu.user_nanoseconds, std::nullopt);
  EXPECT_EQ(cpu.system_nanoseconds, std::nullopt);
  EXPECT_EQ(cpu.periods, std::nullopt);
}

TEST(CpuacctStat, IsInTicks) {
  CpuCounts cpu;
  read_cpuacct_stat("user 250\nsystem 3\n", cpu);
  EXPECT_EQ(cpu.user_nanoseconds, 2'500'000'000U);
  EXPECT_EQ(cpu.system_nanoseconds, 30'000'000U);
}

TEST(MemoryStat, OfV2IsOfTheWholeSubtree) {
  MemoryCounts memory;
  read_memory_stat(
      "anon 100\nfile 200\nkernel 30\nfile_mapped 40\ninactive_anon 1\n"
      "inactive_file 50\nactive_file 60\npgfault 7\npgmajfault 8\n",
      memory);
  EXPECT_EQ(memory.anonymous_bytes, 100U);
  EXPECT_EQ(memory.cache_bytes, 200U);
  EXPECT_EQ(memory.kernel_bytes, 30U);
  EXPECT_EQ(memory.mapped_file_bytes, 40U);
  EXPECT_EQ(memory.inactive_file_bytes, 50U);
  EXPECT_EQ(memory.active_file_bytes, 60U);
  EXPECT_EQ(memory.page_faults, 7U);
  EXPECT_EQ(memory.page_faults_with_children, 7U);
  EXPECT_EQ(memory.major_page_faults_with_children, 8U);
}

TEST(MemoryStat, OfV1CountsTheTotals) {
  MemoryCounts memory;
  read_memory_stat_v1(
      "cache 1\nrss 2\ninactive_file 3\nswap 4\npgfault 5\npgmajfault 6\n"
      "hierarchical_memory_limit 16777216\ntotal_cache 10\ntotal_rss 20\n"
      "total_inactive_file 30\ntotal_active_file 31\ntotal_swap 40\n"
      "total_mapped_file 41\ntotal_pgfault 50\ntotal_pgmajfault 60\n",
      memory);
  EXPECT_EQ(memory.cache_bytes, 10U);
  EXPECT_EQ(memory.anonymous_bytes, 20U);
  EXPECT_EQ(memory.inactive_file_bytes, 30U);
  EXPECT_EQ(memory.active_file_bytes, 31U);
  EXPECT_EQ(memory.swap_bytes, 40U);
  EXPECT_EQ(memory.mapped_file_bytes, 41U);
  EXPECT_EQ(memory.page_faults, 5U);
  EXPECT_EQ(memory.page_faults_with_children, 50U);
  EXPECT_EQ(memory.major_page_faults, 6U);
  EXPECT_EQ(memory.major_page_faults_with_children, 60U);
}

TEST(MemoryEvents, CountKills) {
  MemoryEvents v2;
  read_memory_events("low 0\nhigh 4\nmax 12\noom 3\noom_kill 2\noom_group_kill 1\n", v2);
  EXPECT_EQ(v2.high, 4U);
  EXPECT_EQ(v2.max, 12U);
  EXPECT_EQ(v2.oom_kills, 2U);
  MemoryEvents v1;
  read_memory_events("oom_kill_disable 0\nunder_oom 0\noom_kill 1\n", v1);
  EXPECT_EQ(v1.oom_kills, 1U);
  EXPECT_EQ(v1.max, std::nullopt);
  MemoryEvents old;  // before Linux 4.13
  read_memory_events("oom_kill_disable 0\nunder_oom 0\n", old);
  EXPECT_EQ(old.oom_kills, std::nullopt);
}

TEST(IoStat, LeavesOutDevicesWithoutFigures) {
  std::vector<DeviceTraffic> devices;
  read_io_stat(
      "7:7 \n11:0 \n254:16 rbytes=1073152 wbytes=0 rios=49 wios=0 dbytes=0 dios=0\n"
      "8:0 rbytes=5\n",
      devices);
  ASSERT_EQ(devices.size(), 2U);
  EXPECT_EQ(devices[0].device, "254:16");
  EXPECT_EQ(devices[0].read_bytes, 1'073'152U);
  EXPECT_EQ(devices[0].written_bytes, 0U);
  EXPECT_EQ(devices[0].reads, 49U);
  EXPECT_EQ(devices[1].read_bytes, 5U);
  EXPECT_EQ(devices[1].writes, std::nullopt);
}

TEST(IoStat, IsNotFooled) {
  std::vector<DeviceTraffic> devices;
  read_io_stat("sda rbytes=1\n8: rbytes=1\n:0 rbytes=1\n8:0 rbytes=-1 wbytes=x wios\n\n=\n",
               devices);
  EXPECT_TRUE(devices.empty());
}

TEST(IoStat, HasAnEnd) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "8:" + std::to_string(i) + " rbytes=1\n";
  std::vector<DeviceTraffic> devices;
  read_io_stat(text, devices);
  EXPECT_EQ(devices.size(), 256U);
}

TEST(Blkio, IsTwoFilesOfLinesByOperation) {
  std::vector<DeviceTraffic> devices;
  read_blkio(
      "8:0 Read 4096\n8:0 Write 8192\n8:0 Sync 1\n8:0 Async 2\n8:0 Total 12288\n"
      "8:16 Read 1\nTotal 12289\n",
      "8:0 Read 1\n8:0 Write 2\n8:0 Total 3\nTotal 3\n", devices);
  ASSERT_EQ(devices.size(), 2U);
  EXPECT_EQ(devices[0].device, "8:0");
  EXPECT_EQ(devices[0].read_bytes, 4096U);
  EXPECT_EQ(devices[0].written_bytes, 8192U);
  EXPECT_EQ(devices[0].reads, 1U);
  EXPECT_EQ(devices[0].writes, 2U);
  EXPECT_EQ(devices[1].read_bytes, 1U);
  EXPECT_EQ(devices[1].written_bytes, std::nullopt);
}

TEST(Blkio, NamesNoDeviceWhereNothingWasRead) {
  std::vector<DeviceTraffic> devices;
  read_blkio("Total 0\n", "Total 0\n", devices);
  EXPECT_TRUE(devices.empty());
}

TEST(Processes, AreNumbersInLines) {
  EXPECT_EQ(parse_processes("1\n28188\n"), (std::vector<std::uint64_t>{1, 28188}));
  EXPECT_TRUE(parse_processes("").empty());
  EXPECT_TRUE(parse_processes("x\n\n-3\n").empty());
}

}  // namespace
}  // namespace silicon::containers
