#include "exporter/platform/linux/containers/cgroup_reader.hpp"

#include "tests/exporter/platform/linux/containers/made_up_containers.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using containers::ContainerReading;
using containers::Limits;
using testing::CgroupMachine;

TEST_F(CgroupReaderTest, ReadsEverythingUnderV2) {
  const CgroupMachine machine;
  machine.write_cgroup("", "/docker/" + id('a'), kV2Files);
  std::filesystem::create_directories(machine.root() + "/sys/dev/block");
  std::filesystem::create_symlink("../../devices/pci/block/sda",
                                  machine.root() + "/sys/dev/block/8:0");
  machine.join("42", "77", "  eth0: 100 2 3 4 0 0 0 0 500 6 7 8 0 0 0 0\n");
  machine.write("/proc/42/stat",
                "42 (a) b) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 500 1000 10 0\n");
  open(machine);
  const auto readings = read();
  ASSERT_EQ(readings.size(), 1U);
  const ContainerReading& web = readings[0];
  EXPECT_EQ(web.id, id('a'));
  EXPECT_EQ(web.cgroup_path, "/docker/" + id('a'));
  EXPECT_EQ(web.runtime, containers::Runtime::docker);
  EXPECT_EQ(web.created, core::Instant(1'000'005s));
  EXPECT_EQ(web.cpu.usage_nanoseconds, 3'000'000'000U);
  EXPECT_EQ(web.cpu.periods, 5U);
  EXPECT_EQ(web.memory.usage_bytes, 1000U);
  EXPECT_EQ(web.memory.peak_bytes, 2000U);
  EXPECT_EQ(web.memory.swap_bytes, 10U);
  EXPECT_EQ(web.memory.inactive_file_bytes, 100U);
  EXPECT_EQ(web.memory_events.oom_kills, 1U);
  EXPECT_EQ(web.stalls[0]->full, 12U);
  EXPECT_EQ(web.stalls[1]->some, 13U);
  EXPECT_EQ(web.stalls[2]->full, 16U);
  EXPECT_EQ(web.threads, 7U);
  EXPECT_EQ(web.processes, 2U);
  ASSERT_EQ(web.devices.size(), 2U);
  EXPECT_EQ(web.devices[0].device, "/dev/sda");
  EXPECT_EQ(web.devices[1].device, "9:9");
  EXPECT_EQ(web.devices[1].writes, 8U);
  EXPECT_EQ(web.limits.cpu_quota_microseconds, 50'000U);
  EXPECT_EQ(web.limits.cpu_shares, 2597U);
  EXPECT_EQ(web.limits.memory_bytes, 67'108'864U);
  EXPECT_EQ(web.limits.swap_bytes, Limits::kUnlimited);
  EXPECT_EQ(web.limits.memory_reservation_bytes, 0U);
  EXPECT_EQ(web.limits.threads, 100U);
  EXPECT_EQ(web.cpuset, (std::vector<unsigned>{0, 1}));
  ASSERT_EQ(web.interfaces.size(), 1U);
  EXPECT_EQ(web.interfaces[0].transmit.bytes, 500U);
}

TEST_F(CgroupReaderTest, ReadsEachControllerWhereItIsOnAHybridHost) {
  const CgroupMachine machine(CgroupMachine::Version::hybrid);
  const std::string path = "/docker/" + id('a');
  machine.write_cgroup("/memory", path,
                       {{"cgroup.procs", "42\n"},
                        {"memory.usage_in_bytes", "1000\n"},
                        {"memory.max_usage_in_bytes", "1500\n"},
                        {"memory.failcnt", "3\n"},
                        {"memory.kmem.usage_in_bytes", "40\n"},
                        {"memory.limit_in_bytes", "16777216\n"},
                        {"memory.memsw.limit_in_bytes", "9223372036854771712\n"},
                        {"memory.soft_limit_in_bytes", "9223372036854771712\n"},
                        {"memory.stat", "inactive_file 1\ntotal_inactive_file 100\ntotal_rss 5\n"},
                        {"memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n"}});
  machine.write_cgroup("/cpu", path,
                       {{"cpu.stat", "nr_periods 9\nnr_throttled 4\nthrottled_time 77\n"},
                        {"cpu.cfs_quota_us", "20000\n"},
                        {"cpu.cfs_period_us", "100000\n"},
                        {"cpu.shares", "512\n"}});
  machine.write_cgroup("/cpuacct", path,
                       {{"cpuacct.usage", "123456789\n"}, {"cpuacct.stat", "user 1\nsystem 2\n"}});
  machine.write_cgroup("/cpuset", path, {{"cpuset.effective_cpus", "1\n"}});
  machine.write_cgroup("/pids", path, {{"pids.current", "3\n"}, {"pids.max", "max\n"}});
  machine.write_cgroup("/blkio", path,
                       {{"blkio.throttle.io_service_bytes_recursive", "8:0 Read 5\n8:0 Write 6\n"},
                        {"blkio.throttle.io_serviced_recursive", "8:0 Read 1\n8:0 Write 2\n"}});
  machine.write_cgroup("/unified", path,
                       {{"cpu.stat", "usage_usec 123456\nuser_usec 100000\nsystem_usec 23456\n"},
                        {"cpu.pressure", "some avg10=0 total=11\nfull avg10=0 total=12\n"}});
  open(machine);
  const auto readings = read();
  ASSERT_EQ(readings.size(), 1U);
  const ContainerReading& web = readings[0];
  EXPECT_EQ(web.cpu.usage_nanoseconds, 123'456'000U);
  EXPECT_EQ(web.cpu.user_nanoseconds, 100'000'000U);
  EXPECT_EQ(web.cpu.throttled_nanoseconds, 77U);
  EXPECT_EQ(web.memory.inactive_file_bytes, 100U);
  EXPECT_EQ(web.memory_events.oom_kills, 2U);
  EXPECT_EQ(web.memory.failures, 3U);
  EXPECT_EQ(web.memory.peak_bytes, 1500U);
  EXPECT_EQ(web.memory.kernel_bytes, 40U);
  EXPECT_EQ(web.limits.memory_bytes, 16'777'216U);
  EXPECT_EQ(web.limits.swap_bytes, Limits::kUnlimited);
  EXPECT_EQ(web.limits.cpu_quota_microseconds, 20'000U);
  EXPECT_EQ(web.limits.cpu_shares, 512U);
  EXPECT_EQ(web.limits.threads, Limits::kUnlimited);
  EXPECT_EQ(web.cpuset, std::vector<unsigned>{1});
  EXPECT_EQ(web.stalls[0]->some, 11U);
  EXPECT_FALSE(web.stalls[1]);
  ASSERT_EQ(web.devices.size(), 1U);
  EXPECT_EQ(web.devices[0].written_bytes, 6U);
  EXPECT_EQ(web.devices[0].reads, 1U);
}

TEST_F(CgroupReaderTest, TakesTheTightestLimitOnThePath) {
  const CgroupMachine machine;
  const std::string scope = "/machine.slice/libpod-" + id('a') + ".scope";
  machine.write_cgroup(
      "", "/machine.slice",
      {{"memory.max", "max\n"}, {"cpu.max", "30000 100000\n"}, {"pids.max", "50\n"}});
  machine.write_cgroup("", scope,
                       {{"cgroup.procs", ""},
                        {"memory.max", "max\n"},
                        {"cpu.max", "max 100000\n"},
                        {"cpu.stat", "usage_usec 5\nnr_periods 0\n"},
                        {"pids.max", "100\n"}});
  machine.write_cgroup("", scope + "/container",
                       {{"cgroup.procs", "42\n"},
                        {"memory.max", "67108864\n"},
                        {"cpu.max", "max 100000\n"},
                        {"pids.max", "2048\n"},
                        {"cpu.stat", "usage_usec 5\nnr_periods 8\n"}});
  open(machine);
  const auto readings = read();
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].cgroup_path, scope);
  EXPECT_EQ(readings[0].limits.memory_bytes, 67'108'864U);
  EXPECT_EQ(readings[0].limits.cpu_quota_microseconds, 30'000U);
  EXPECT_EQ(readings[0].limits.threads, 50U);
  EXPECT_EQ(readings[0].processes, 1U);
  EXPECT_EQ(readings[0].cpu.periods, 8U);
}

TEST_F(CgroupReaderTest, LeavesOutWhatIsNotThere) {
  const CgroupMachine machine;
  machine.write_cgroup("", "/docker/" + id('a'), {{"cgroup.procs", "1\n"}});
  open(machine);
  const auto readings = read();
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_FALSE(readings[0].cpu.usage_nanoseconds);
  EXPECT_FALSE(readings[0].memory.usage_bytes);
  EXPECT_FALSE(readings[0].threads);
  EXPECT_FALSE(readings[0].limits.memory_bytes);
  EXPECT_FALSE(readings[0].cpuset);
  EXPECT_TRUE(readings[0].devices.empty());
}

TEST_F(CgroupReaderTest, LeavesOutAFigureThatGoesAway) {
  const CgroupMachine machine;
  machine.write_cgroup("", "/docker/" + id('a'), kV2Files);
  open(machine);
  read();
  machine.write_cgroup("", "/docker/" + id('a'), {{"memory.current", "broken\n"}});
  EXPECT_FALSE(read()[0].memory.usage_bytes);
}

TEST_F(CgroupReaderTest, LetsAContainerGoInTheSameSecond) {
  const CgroupMachine machine;
  machine.write_cgroup("", "/docker/" + id('a'), kV2Files);
  machine.write_cgroup("", "/docker/" + id('b'), kV2Files);
  open(machine);
  EXPECT_EQ(read().size(), 2U);
  machine.remove("/sys/fs/cgroup/docker/" + id('a'));
  const auto readings = read();
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].id, id('b'));
}

TEST_F(CgroupReaderTest, ReadsAContainerThatIsMadeAgainAnew) {
  const CgroupMachine machine;
  const std::string path = "/docker/" + id('a');
  machine.write_cgroup("", path, kV2Files);
  open(machine);
  read();
  machine.remove("/sys/fs/cgroup" + path);
  machine.write_cgroup("", path, {{"cgroup.procs", "50\n"}, {"pids.current", "99\n"}});
  const auto readings = read();
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].threads, 99U);
  EXPECT_FALSE(readings[0].memory.usage_bytes);
}

TEST_F(CgroupReaderTest, NoticesLimitsThatAreChanged) {
  const CgroupMachine machine;
  machine.write_cgroup("", "/docker/" + id('a'), kV2Files);
  open(machine);
  read(5);
  machine.write_cgroup("", "/docker/" + id('a'), {{"memory.max", "1048576\n"}});
  EXPECT_EQ(read()[0].limits.memory_bytes, 67'108'864U);
  EXPECT_EQ(read(120)[0].limits.memory_bytes, 1'048'576U);
}

TEST_F(CgroupReaderTest, NoticesLimitsAtOnceThatItIsToldOf) {
  const CgroupMachine machine;
  machine.write_cgroup("", "/docker/" + id('a'), kV2Files);
  open(machine);
  read(5);
  machine.write_cgroup("", "/docker/" + id('a'), {{"memory.max", "1048576\n"}});
  reader_->look_up(id('b'));
  EXPECT_EQ(read()[0].limits.memory_bytes, 67'108'864U);
  reader_->look_up(id('a'));
  EXPECT_EQ(read()[0].limits.memory_bytes, 1'048'576U);
}

TEST_F(CgroupReaderTest, NoticesLimitsThatAreChangedAboveAContainer) {
  const CgroupMachine machine;
  machine.write_cgroup("", "/docker", {{"memory.max", "max\n"}});
  machine.write_cgroup("", "/docker/" + id('a'), kV2Files);
  open(machine);
  EXPECT_EQ(read()[0].limits.memory_bytes, 67'108'864U);
  machine.write_cgroup("", "/docker", {{"memory.max", "1048576\n"}});  // a runtime sets it up
  EXPECT_EQ(read()[0].limits.memory_bytes, 1'048'576U);
  read(20);
  machine.write_cgroup("", "/docker", {{"memory.max", "1048575\n"}});
  EXPECT_EQ(read(130)[0].limits.memory_bytes, 1'048'575U);
}

TEST_F(CgroupReaderTest, FindsTheNetworkOfAContainerWhoseFirstProcessComesLate) {
  for (const auto version : {CgroupMachine::Version::v2, CgroupMachine::Version::hybrid}) {
    const CgroupMachine machine(version);
    const std::string tree = version == CgroupMachine::Version::v2 ? "" : "/memory";
    machine.write_cgroup(tree, "/docker/" + id('a'), {{"cgroup.procs", ""}});
    open(machine);
    EXPECT_TRUE(read(6)[0].interfaces.empty());
    machine.join("42", "77", "  eth0: 100 2 3 4 0 0 0 0 500 6 7 8 0 0 0 0\n");
    machine.write_cgroup(tree, "/docker/" + id('a'), {{"cgroup.procs", "42\n"}});
    EXPECT_EQ(read(5)[0].interfaces.size(), 1U);
  }
}

TEST_F(CgroupReaderTest, ReadsFilesThatTheRuntimeMakesALittleLater) {
  const CgroupMachine machine;
  machine.write_cgroup("", "/docker/" + id('a'), {{"cgroup.procs", ""}});
  open(machine);
  read();
  machine.write_cgroup("", "/docker/" + id('a'), kV2Files);
  EXPECT_EQ(read()[0].memory.usage_bytes, 1000U);
}

TEST_F(CgroupReaderTest, ShowsAContainerOnceThatIsNestedInItself) {
  const CgroupMachine machine;
  const std::string outer = "/docker/" + id('a');
  machine.write_cgroup("", outer, kV2Files);
  machine.write_cgroup("", outer + "/docker/" + id('a'), kV2Files);
  open(machine);
  const auto readings = read();
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].cgroup_path, outer);
}

TEST_F(CgroupReaderTest, ReadsOnWithoutAnyFileKeptOpen) {
  const CgroupMachine machine;
  machine.write_cgroup("", "/docker/" + id('a'), kV2Files);
  containers::Hierarchies hierarchies;
  hierarchies.unified = "/sys/fs/cgroup";
  reader_ = std::make_unique<CgroupReader>(hierarchies, machine.root(),
                                           std::make_unique<DiskFiles>(machine.root()), 0);
  EXPECT_EQ(read(2)[0].threads, 7U);
  machine.write_cgroup("", "/docker/" + id('a'), {{"pids.current", "8\n"}});
  EXPECT_EQ(read(5)[0].threads, 8U);
}

TEST_F(CgroupReaderTest, IsAbsentWhereNoCgroupsAre) {
  const CgroupMachine machine;
  machine.write("/proc/1/mountinfo", "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n");
  const auto files = [&] { return std::make_unique<DiskFiles>(machine.root()); };
  const auto reader = open_cgroup_reader(files, machine.root());
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().kind(), core::ErrorKind::absent);
}

}  // namespace
}  // namespace silicon::linux_platform
