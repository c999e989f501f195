#include "exporter/sources/containers/engine/stats.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace silicon::engine {
namespace {

using containers::ContainerReading;

ContainerMetadata container() {
  ContainerMetadata result;
  result.id = "abc";
  result.memory_limit_bytes = 67108864;
  result.cpu_quota_microseconds = 20000;
  result.cpu_period_microseconds = 100000;
  result.threads_limit = 50;
  return result;
}

std::string line(const std::string& fields) {
  return R"({"read":"2026-11-21T00:38:30.97Z","preread":"0001-01-01T00:00:00Z",)" + fields + "}";
}

ContainerReading read(const std::string& fields, const ContainerMetadata& of = container()) {
  auto reading = parse_stats(line(fields), of);
  EXPECT_TRUE(reading) << reading.error().message();
  return *std::move(reading);
}

TEST(Statistics, HaveCpuTimeAndThrottling) {
  const ContainerReading reading =
      read(R"("cpu_stats":{"cpu_usage":{"total_usage":300,"usage_in_kernelmode":100,)"
           R"("usage_in_usermode":200},"throttling_data":{"periods":5,"throttled_periods":4,)"
           R"("throttled_time":7000}})");
  EXPECT_EQ(reading.id, "abc");
  EXPECT_EQ(reading.cgroup_path, "/docker/abc");
  EXPECT_EQ(reading.cpu.usage_nanoseconds, 300U);
  EXPECT_EQ(reading.cpu.user_nanoseconds, 200U);
  EXPECT_EQ(reading.cpu.system_nanoseconds, 100U);
  EXPECT_EQ(reading.cpu.periods, 5U);
  EXPECT_EQ(reading.cpu.throttled_periods, 4U);
  EXPECT_EQ(reading.cpu.throttled_nanoseconds, 7000U);
}

TEST(Statistics, HaveTheMemoryOfCgroupVersion2) {
  const auto memory = read(R"("memory_stats":{"usage":548864,"failcnt":9,"stats":{"anon":61440,)"
                           R"("file":217088,"file_mapped":1,"active_file":163840,)"
                           R"("inactive_file":53248,"pgfault":6991,"pgmajfault":4},"limit":5})")
                          .memory;
  EXPECT_EQ(memory.usage_bytes, 548864U);
  EXPECT_EQ(memory.anonymous_bytes, 61440U);
  EXPECT_EQ(memory.cache_bytes, 217088U);
  EXPECT_EQ(memory.mapped_file_bytes, 1U);
  EXPECT_EQ(memory.active_file_bytes, 163840U);
  EXPECT_EQ(memory.inactive_file_bytes, 53248U);
  EXPECT_EQ(memory.page_faults_with_children, 6991U);
  EXPECT_EQ(memory.major_page_faults, 4U);
  EXPECT_EQ(memory.failures, std::nullopt);
  EXPECT_EQ(memory.swap_bytes, std::nullopt);
}

TEST(Statistics, HaveTheMemoryOfCgroupVersion1) {
  const auto memory =
      read(R"("memory_stats":{"usage":569344,"max_usage":3575808,"failcnt":9,"stats":{"rss":1,)"
           R"("total_rss":61440,"cache":2,"total_cache":20480,"inactive_file":3,)"
           R"("total_inactive_file":4096,"total_active_file":8192,"total_mapped_file":16,)"
           R"("pgfault":10,"total_pgfault":2443,"pgmajfault":1,"total_pgmajfault":2}})")
          .memory;
  EXPECT_EQ(memory.peak_bytes, 3575808U);
  EXPECT_EQ(memory.anonymous_bytes, 61440U);
  EXPECT_EQ(memory.cache_bytes, 20480U);
  EXPECT_EQ(memory.inactive_file_bytes, 4096U);
  EXPECT_EQ(memory.page_faults, 10U);
  EXPECT_EQ(memory.page_faults_with_children, 2443U);
  EXPECT_EQ(memory.failures, 9U);
}

TEST(Statistics, HaveTrafficOfDevices) {
  const auto devices =
      read(R"("blkio_stats":{"io_service_bytes_recursive":[)"
           R"({"major":8,"minor":0,"op":"Read","value":100},)"
           R"({"major":8,"minor":0,"op":"Write","value":200},)"
           R"({"major":8,"minor":0,"op":"Total","value":300},)"
           R"({"major":254,"minor":1,"op":"read","value":7},{"major":-1,"op":"read","value":1}],)"
           R"("io_serviced_recursive":[{"major":8,"minor":0,"op":"Read","value":3}]})")
          .devices;
  ASSERT_EQ(devices.size(), 2U);
  EXPECT_EQ(devices[0].device, "8:0");
  EXPECT_EQ(devices[0].read_bytes, 100U);
  EXPECT_EQ(devices[0].written_bytes, 200U);
  EXPECT_EQ(devices[0].reads, 3U);
  EXPECT_EQ(devices[0].writes, std::nullopt);
  EXPECT_EQ(devices[1].device, "254:1");
  EXPECT_EQ(devices[1].read_bytes, 7U);
}

constexpr const char* kNetworks =
    R"("networks":{"eth0":{"rx_bytes":1,"rx_packets":2,"rx_errors":3,"rx_dropped":4,)"
    R"("tx_bytes":5,"tx_packets":6,"tx_errors":7,"tx_dropped":8},"odd":{"rx_bytes":"many"}})";

TEST(Statistics, HaveTrafficOfInterfaces) {
  const auto interfaces = read(kNetworks).interfaces;
  ASSERT_EQ(interfaces.size(), 1U);
  EXPECT_EQ(interfaces[0].interface, "eth0");
  EXPECT_EQ(interfaces[0].receive.bytes, 1U);
  EXPECT_EQ(interfaces[0].receive.drops, 4U);
  EXPECT_EQ(interfaces[0].transmit.packets, 6U);
  EXPECT_EQ(interfaces[0].transmit.errors, 7U);
}

TEST(Statistics, LeaveOutANetworkThatBelongsToAnother) {
  ContainerMetadata shared = container();
  shared.owns_network = false;
  EXPECT_TRUE(read(kNetworks, shared).interfaces.empty());
}

TEST(Statistics, TakeLimitsFromTheInspection) {
  const ContainerReading reading =
      read(R"("memory_stats":{"limit":25274793984},"pids_stats":{"current":3,"limit":50})");
  EXPECT_EQ(reading.limits.memory_bytes, 67108864U);
  EXPECT_EQ(reading.limits.cpu_quota_microseconds, 20000U);
  EXPECT_EQ(reading.limits.threads, 50U);
  EXPECT_EQ(reading.threads, 3U);
}

TEST(Statistics, LeaveOutWhatIsMissingOrAbsurd) {
  const ContainerReading reading =
      read(R"("cpu_stats":{"cpu_usage":7},"memory_stats":[],"blkio_stats":{)"
           R"("io_service_bytes_recursive":null},"networks":null,"pids_stats":{"current":-1})");
  EXPECT_EQ(reading.cpu.usage_nanoseconds, std::nullopt);
  EXPECT_EQ(reading.memory.usage_bytes, std::nullopt);
  EXPECT_TRUE(reading.devices.empty());
  EXPECT_EQ(reading.threads, std::nullopt);
}

TEST(Statistics, OfAContainerThatEndedAreNone) {
  EXPECT_EQ(parse_stats(R"({"read":"0001-01-01T00:00:00Z"})", container()).error().kind(),
            core::ErrorKind::absent);
  EXPECT_FALSE(parse_stats("{\"read\":", container()));
  EXPECT_FALSE(parse_stats("[]", container()));
}

TEST(Statistics, AreThoseThatARealEngineSends) {
  const std::string folder = std::string(SILICON_SOURCE_DIR) + "/../shared/data/containers/";
  for (const auto& [name, usage] :
       {std::pair<std::string, std::uint64_t>("cgroupv2-systemd/stats-web1.json", 24873172000),
        std::pair<std::string, std::uint64_t>("hybrid-cgroupfs/stats-web1.json", 4104223768)}) {
    std::ifstream file(folder + name, std::ios::binary);
    if (!file) GTEST_SKIP() << folder << " is not there";
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto reading = parse_stats(text, container());
    ASSERT_TRUE(reading) << name;
    EXPECT_EQ(reading->cpu.usage_nanoseconds, usage);
    EXPECT_EQ(reading->memory.anonymous_bytes, 61440U);
    EXPECT_EQ(reading->threads, 1U);
  }
}

}  // namespace
}  // namespace silicon::engine
