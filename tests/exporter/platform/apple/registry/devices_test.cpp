#include "exporter/platform/apple/registry/devices.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

using testing::apple::Bytes;
using testing::apple::Dictionary;
using testing::apple::List;

class DevicesTest : public ::testing::Test {
 protected:
  void add_cpu(const std::string& name, Dictionary properties) {
    mac_.registry.push_back({name, "IOPlatformDevice", "IODeviceTree:/cpus", properties, {}});
  }
  void add_service(const std::string& name, const std::string& class_name, Dictionary properties,
                   Dictionary below = {}) {
    mac_.registry.push_back({name, class_name, "", std::move(properties), std::move(below)});
  }
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }

  testing::apple::FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
  Registry registry_{*interfaces_->core_foundation, *interfaces_->io_kit};
};

Bytes word(char low) {
  return Bytes{std::string{low, '\0', '\0', '\0'}};
}

TEST_F(DevicesTest, CpuNodesCarryTheirCluster) {
  add_cpu("cpu0", {{"cluster-type", Bytes{std::string("E\0", 2)}},
                   {"logical-cluster-id", word(0)},
                   {"logical-cpu-id", word(0)}});
  add_cpu("cpu13", {{"cluster-type", Bytes{std::string("P\0", 2)}},
                    {"logical-cluster-id", word(2)},
                    {"logical-cpu-id", word(13)}});
  const auto cpus = cpu_nodes(registry_);
  ASSERT_EQ(cpus.size(), 2U);
  EXPECT_EQ(cpus[0].cluster_type, "E");
  EXPECT_EQ(cpus[1].name, "cpu13");
  EXPECT_EQ(cpus[1].cluster_type, "P");
  EXPECT_EQ(cpus[1].logical_cluster_id, 2U);
  EXPECT_EQ(cpus[1].logical_cpu_id, 13U);
}

TEST_F(DevicesTest, NodesThatAreNoCpuAreNotTaken) {
  for (const char* name : {"cpus", "cpu", "cpux", "cpu0a", "cluster0"}) add_cpu(name, {});
  EXPECT_TRUE(cpu_nodes(registry_).empty());
}

TEST_F(DevicesTest, PropertiesOfAnotherShapeAreAbsent) {
  add_cpu(
      "cpu0",
      {{"cluster-type", 7}, {"logical-cluster-id", "text"}, {"logical-cpu-id", Bytes{"eight by"}}});
  add_cpu("cpu1", {{"logical-cluster-id", std::int64_t{1} << 40},
                   {"logical-cpu-id", -1},
                   {"cluster-type", "P"}});
  const auto cpus = cpu_nodes(registry_);
  ASSERT_EQ(cpus.size(), 2U);
  for (const auto& cpu : cpus) {
    EXPECT_FALSE(cpu.logical_cluster_id || cpu.logical_cpu_id);
  }
  EXPECT_EQ(cpus[0].cluster_type, "");
  EXPECT_EQ(cpus[1].cluster_type, "P");
}

TEST_F(DevicesTest, PowerTablesAreTheStatesOfThePowerManager) {
  add_service("aop", "AppleARMIODevice", {{"voltage-states1", Bytes{"wrong"}}});
  add_service("pmgr", "AppleARMIODevice",
              {{"voltage-states5-sram", Bytes{"five"}},
               {"acc-clusters", Bytes{"acc"}},
               {"voltage-states9", "a string, not data"},
               {"clocks", Bytes{"other"}}});
  const auto tables = power_tables(registry_);
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables.at("voltage-states5-sram"), (apple::Bytes{'f', 'i', 'v', 'e'}));
  EXPECT_EQ(tables.at("acc-clusters").size(), 3U);
}

TEST_F(DevicesTest, NoPowerManagerNoTables) {
  EXPECT_TRUE(power_tables(registry_).empty());
}

TEST_F(DevicesTest, GpuCoresAreANumberOrData) {
  EXPECT_EQ(gpu_core_count(registry_), std::nullopt);
  add_service("AGXAcceleratorG16X", "AGXAccelerator", {{"gpu-core-count", word(32)}});
  EXPECT_EQ(gpu_core_count(registry_), 32U);
  add_service("AGXAcceleratorG16X", "IOAccelerator", {{"gpu-core-count", 40}});
  EXPECT_EQ(gpu_core_count(registry_), 40U);
}

TEST_F(DevicesTest, AcceleratorGivesWhatIsANumber) {
  add_service("AGX", "IOAccelerator",
              {{"PerformanceStatistics", Dictionary{{"Device Utilization %", 37},
                                                    {"In use system memory", 1 << 20},
                                                    {"In use system memory (driver)", 5},
                                                    {"name", "text"},
                                                    {"list", List{1}}}}});
  const Accelerator accelerator(registry_);
  ASSERT_TRUE(accelerator.found());
  const auto statistics = accelerator.statistics();
  EXPECT_EQ(statistics.size(), 3U);
  EXPECT_EQ(statistics.at("In use system memory"), 1 << 20);
}

TEST_F(DevicesTest, AcceleratorWithoutStatisticsGivesNothing) {
  EXPECT_FALSE(Accelerator(registry_).found());
  add_service("AGX", "IOAccelerator", {{"PerformanceStatistics", "text"}});
  const Accelerator accelerator(registry_);
  EXPECT_TRUE(accelerator.found());
  EXPECT_TRUE(accelerator.statistics().empty());
}

Dictionary disk_statistics(std::int64_t read) {
  return {{"Bytes (Read)", read},
          {"Bytes (Write)", 2},
          {"Operations (Read)", 3},
          {"Operations (Write)", 4},
          {"Total Time (Read)", 5}};
}

TEST_F(DevicesTest, DisksCarryTheNameOfTheirMedium) {
  add_service("", "IOBlockStorageDriver", {{"Statistics", disk_statistics(1)}},
              {{"BSD Name", "disk0"}});
  add_service("", "IOBlockStorageDriver", {{"Statistics", disk_statistics(9)}},
              {{"BSD Name", "disk4"}});
  const DiskCounts disks = disk_counters(registry_);
  ASSERT_EQ(disks.size(), 2U);
  EXPECT_EQ(disks.at("disk0").read_bytes, 1U);
  EXPECT_EQ(disks.at("disk0").written_bytes, 2U);
  EXPECT_EQ(disks.at("disk0").reads, 3U);
  EXPECT_EQ(disks.at("disk0").writes, 4U);
  EXPECT_EQ(disks.at("disk0").read_ns, 5U);
  EXPECT_FALSE(disks.at("disk0").write_ns) << "not said by this driver";
  EXPECT_EQ(disks.at("disk4").read_bytes, 9U);
}

TEST_F(DevicesTest, DiskWithoutMediumOrWithHalfItsCountersIsNone) {
  add_service("", "IOBlockStorageDriver", {{"Statistics", disk_statistics(1)}});
  add_service("", "IOBlockStorageDriver", {{"Statistics", Dictionary{{"Bytes (Read)", 1}}}},
              {{"BSD Name", "disk1"}});
  add_service("", "IOBlockStorageDriver", {}, {{"BSD Name", "disk2"}});
  EXPECT_TRUE(disk_counters(registry_).empty());
}

}  // namespace
}  // namespace silicon::apple_platform
