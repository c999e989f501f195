#include "exporter/platform/linux/containers/container_files.hpp"

#include "tests/exporter/platform/linux/containers/made_up_containers.hpp"

namespace silicon::linux_platform {
namespace {

using testing::CgroupMachine;
using ContainerFilesTest = CgroupReaderTest;

TEST_F(ContainerFilesTest, ReadsLessOfAContainerEverySecondTime) {
  const CgroupMachine machine;
  const std::string path = "/docker/" + id('a');
  machine.write_cgroup("", path, kV2Files);
  machine.join("42", "77");
  open(machine);
  read(10);
  unsigned processor = 0, threads = 0;
  for (unsigned second = 1; second <= 10; ++second) {
    const std::string number = std::to_string(second);
    machine.write_cgroup("", path,
                         {{"pids.current", number}, {"cpu.stat", "usage_usec " + number + "\n"}});
    const auto readings = read();
    if (readings[0].cpu.usage_nanoseconds == second * 1000) ++processor;
    if (readings[0].threads == second) ++threads;
    EXPECT_LE(second - *readings[0].threads, 1U);
  }
  EXPECT_EQ(processor, 10U);
  EXPECT_EQ(threads, 5U);
}

TEST_F(ContainerFilesTest, BreaksMemoryDownAgainWhenAContainerRunsOrItsUsageMoves) {
  const CgroupMachine machine;
  const std::string path = "/docker/" + id('a');
  machine.write_cgroup("", path, kV2Files);
  machine.join("42", "77");
  open(machine);
  read(5);
  const auto anonymous_after = [&](const std::string& bytes, const CgroupMachine::Files& sign) {
    machine.write_cgroup("", path, {{"memory.stat", "anon " + bytes + "\n"}});
    machine.write_cgroup("", path, sign);
    return read()[0].memory.anonymous_bytes;
  };
  EXPECT_EQ(anonymous_after("301", {{"cpu.stat", "usage_usec 3000001\n"}}), 301U);
  EXPECT_EQ(anonymous_after("302", {{"memory.current", "996\n"}}), 302U);
}

TEST_F(ContainerFilesTest, BreaksMemoryDownOfAContainerAtRestEveryFewSeconds) {
  const CgroupMachine machine;
  const std::string path = "/docker/" + id('a');
  machine.write_cgroup("", path, kV2Files);
  machine.join("42", "77");
  open(machine);
  read(5);
  machine.write_cgroup("", path, {{"memory.stat", "anon 301\n"}, {"memory.swap.current", "11\n"}});
  const auto at_once = read()[0].memory;
  EXPECT_EQ(at_once.anonymous_bytes, 300U);
  EXPECT_EQ(at_once.swap_bytes, 11U);
  EXPECT_EQ(at_once.usage_bytes, 1000U);
  EXPECT_EQ(at_once.peak_bytes, 2000U);
  EXPECT_EQ(read(4)[0].memory.anonymous_bytes, 301U);
}

TEST_F(ContainerFilesTest, AlwaysBreaksMemoryDownWhereRestCannotBeTold) {
  const CgroupMachine machine;
  const std::string path = "/docker/" + id('a');
  machine.write_cgroup("", path, {{"cgroup.procs", "42\n"}, {"memory.stat", "anon 300\n"}});
  open(machine);
  read(5);
  machine.write_cgroup("", path, {{"memory.stat", "anon 301\n"}});
  EXPECT_EQ(read()[0].memory.anonymous_bytes, 301U);
}

// Sixteen containers of a hybrid host; the kernel says how many processes it killed in all.
class ManyContainersTest : public ContainerFilesTest {
 protected:
  void SetUp() override {
    for (const char digit : std::string("0123456789abcdef")) {
      machine_.write_cgroup("/memory", "/docker/" + id(digit),
                            {{"cgroup.procs", ""}, {"memory.oom_control", "oom_kill 0\n"}});
    }
  }

  void kill_in(char digit, int kills) const {
    machine_.write_cgroup("/memory", "/docker/" + id(digit),
                          {{"memory.oom_control", "oom_kill " + std::to_string(kills) + "\n"}});
  }
  void count_on_the_machine(int kills) const {
    machine_.write("/proc/vmstat", "pswpin 0\noom_kill " + std::to_string(kills) + "\nother 1\n");
  }
  containers::Count kills_of_seven(int seconds = 1) {
    return read(seconds)[7].memory_events.oom_kills;
  }

  CgroupMachine machine_{CgroupMachine::Version::hybrid};
};

TEST_F(ManyContainersTest, AreAskedForKillsOnceTheMachineCountsOne) {
  count_on_the_machine(4);
  open(machine_);
  EXPECT_EQ(kills_of_seven(5), 0U);
  kill_in('7', 1);
  count_on_the_machine(5);
  EXPECT_EQ(kills_of_seven(), 1U);
  EXPECT_EQ(kills_of_seven(), 1U);
}

TEST_F(ManyContainersTest, AreAskedOnceMoreBecauseTheMachineCountsFirst) {
  count_on_the_machine(4);
  open(machine_);
  read(5);
  count_on_the_machine(5);
  EXPECT_EQ(kills_of_seven(), 0U);
  kill_in('7', 1);
  EXPECT_EQ(kills_of_seven(), 1U);
}

TEST_F(ManyContainersTest, AreNotAskedForKillsEachSecondOtherwise) {
  count_on_the_machine(4);
  open(machine_);
  read(5);
  kill_in('7', 1);
  EXPECT_EQ(kills_of_seven(), 0U);
  EXPECT_EQ(kills_of_seven(60), 1U);
}

TEST_F(ManyContainersTest, AreAskedForKillsEachSecondWhereTheMachineDoesNotCount) {
  open(machine_);
  EXPECT_EQ(kills_of_seven(5), 0U);
  kill_in('7', 1);
  EXPECT_EQ(kills_of_seven(), 1U);
}

TEST_F(ContainerFilesTest, ReadsEventsOfMemoryUnderV2EverySecondTimeThoughNobodyIsKilled) {
  const CgroupMachine machine;
  machine.write("/proc/vmstat", "pswpin 0\noom_kill 4\nother 1\n");
  for (const char digit : std::string("0123456789abcdef")) {
    machine.write_cgroup("", "/docker/" + id(digit), kV2Files);
  }
  open(machine);
  read(5);
  machine.write_cgroup("", "/docker/" + id('7'), {{"memory.events", "high 2\nmax 9\n"}});
  const auto readings = read(2);
  EXPECT_EQ(readings[7].memory_events.high, 2U);
  EXPECT_EQ(readings[7].memory_events.max, 9U);
}

TEST_F(ContainerFilesTest, ReadsBytesUnderV1OnceThereAreMoreOperations) {
  const CgroupMachine machine(CgroupMachine::Version::hybrid);
  const std::string path = "/docker/" + id('a');
  const auto write = [&](const std::string& bytes, const std::string& operations) {
    machine.write_cgroup(
        "/blkio", path,
        {{"blkio.throttle.io_service_bytes_recursive", "8:0 Read " + bytes + "\n"},
         {"blkio.throttle.io_serviced_recursive", "8:0 Read " + operations + "\n"}});
  };
  machine.write_cgroup("/memory", path, {{"cgroup.procs", ""}});
  write("5", "1");
  open(machine);
  EXPECT_EQ(read(5)[0].devices[0].read_bytes, 5U);
  write("6", "2");
  auto devices = read(2)[0].devices;
  ASSERT_EQ(devices.size(), 1U);
  EXPECT_EQ(devices[0].read_bytes, 6U);
  EXPECT_EQ(devices[0].reads, 2U);
  write("7", "2");  // no kernel does
  devices = read(2)[0].devices;
  ASSERT_EQ(devices.size(), 1U);
  EXPECT_EQ(devices[0].read_bytes, 6U);
  EXPECT_EQ(devices[0].reads, 2U);
}

}  // namespace
}  // namespace silicon::linux_platform
