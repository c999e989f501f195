#include "exporter/platform/linux/containers/container_files.hpp"

#include <array>

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
  read(11);
  const auto anonymous_after = [&](const std::string& bytes, const CgroupMachine::Files& sign) {
    machine.write_cgroup("", path, {{"memory.stat", "anon " + bytes + "\n"}});
    machine.write_cgroup("", path, sign);
    return read()[0].memory.anonymous_bytes;
  };
  EXPECT_EQ(anonymous_after("301", {{"cpu.stat", "usage_usec 3000001\n"}}), 301U);
  EXPECT_EQ(anonymous_after("302", {{"memory.current", "900\n"}}), 302U);
}

TEST_F(ContainerFilesTest, BreaksMemoryDownOfAContainerAtWorkMoreOftenWhileItIsNotSteady) {
  const CgroupMachine machine;
  const std::string path = "/docker/" + id('a');
  machine.write_cgroup("", path, kV2Files);
  machine.join("42", "77");
  open(machine);
  read(5);
  int used = 0;
  std::uint64_t faults = 0;
  // In how many of twenty seconds of work; `step`: by how much its resident memory grows in each.
  const auto times = [&](int step) {
    int count = 0;
    for (int i = 0; i < 20; ++i) {
      const std::string resident = std::to_string(1000 + step * ++used);
      machine.write_cgroup("", path,
                           {{"cpu.stat", "usage_usec " + std::to_string(used) + "\n"},
                            {"memory.stat", "anon " + resident + "\ninactive_file 100\npgfault " +
                                                std::to_string(++faults) + "\n"}});
      if (read()[0].memory.page_faults == faults) ++count;
    }
    return count;
  };
  times(0);
  EXPECT_EQ(times(0), 5);
  times(100);
  EXPECT_EQ(times(100), 10);
}

// A container at rest that was just looked at.
class ContainerAtRestTest : public ContainerFilesTest {
 protected:
  void SetUp() override {
    write(kV2Files);
    machine_.join("42", "77", eth0(100));
    open(machine_);
    read(11);
  }

  static std::string eth0(int received) {
    return "  eth0: " + std::to_string(received) + " 2 3 4 0 0 0 0 500 6 7 8 0 0 0 0\n";
  }
  void write(const CgroupMachine::Files& files) const {
    machine_.write_cgroup("", "/docker/" + id('a'), files);
  }

  // Everything moves but what is read each second.
  void stir() const {
    machine_.join("42", "77", eth0(101));
    write({{"memory.stat", "anon 301\n"},
           {"memory.swap.current", "11\n"},
           {"memory.events", "high 2\n"},
           {"pids.current", "8\n"},
           {"cgroup.procs", "42\n"},
           {"io.stat", "8:0 rbytes=2 wbytes=2 rios=4 wios=4\n"},
           {"cpu.pressure", "some avg10=0 total=111\n"},
           {"memory.pressure", "some avg10=0 total=113\n"},
           {"io.pressure", "some avg10=0 total=115\n"}});
  }

  static void expect_stirred(const containers::ContainerReading& reading) {
    EXPECT_EQ(reading.memory.anonymous_bytes, 301U);
    EXPECT_EQ(reading.memory.swap_bytes, 11U);
    EXPECT_EQ(reading.memory_events.high, 2U);
    EXPECT_EQ(reading.threads, 8U);
    EXPECT_EQ(reading.processes, 1U);
    EXPECT_EQ(reading.devices.at(0).read_bytes, 2U);
    EXPECT_EQ(reading.stalls[0]->some, 111U);
    EXPECT_EQ(reading.stalls[1]->some, 113U);
    EXPECT_EQ(reading.stalls[2]->some, 115U);
    EXPECT_EQ(reading.interfaces.at(0).receive.bytes, 101U);
  }

  CgroupMachine machine_;
};

TEST_F(ContainerAtRestTest, IsLookedAtEveryFifthTime) {
  stir();
  const auto before = read(4)[0];
  EXPECT_EQ(before.memory.anonymous_bytes, 300U);
  EXPECT_EQ(before.memory.swap_bytes, 10U);
  EXPECT_EQ(before.threads, 7U);
  EXPECT_EQ(before.processes, 2U);
  EXPECT_EQ(before.devices.at(0).read_bytes, 1U);
  EXPECT_EQ(before.stalls[1]->some, 13U);
  EXPECT_EQ(before.interfaces.at(0).receive.bytes, 100U);
  expect_stirred(read()[0]);
}

TEST_F(ContainerAtRestTest, IsLookedAtInTheVerySecondInWhichItWorks) {
  stir();
  write({{"cpu.stat", "usage_usec 3000001\n"}});
  expect_stirred(read()[0]);
}

TEST_F(ContainerAtRestTest, IsLookedAtWhenSomebodyElseTakesItsMemory) {
  stir();
  write({{"memory.current", "999\n"}});
  const auto reading = read()[0];
  expect_stirred(reading);
  EXPECT_EQ(reading.memory.usage_bytes, 999U);
  EXPECT_EQ(reading.memory.peak_bytes, 2000U);
}

// One after the other, each figure alone keeps it awake.
TEST_F(ContainerAtRestTest, IsNotAtRestWhileAnythingMoves) {
  const std::vector<CgroupMachine::Files> signs{{{"pids.current", "9\n"}},
                                                {{"cpu.pressure", "some avg10=0 total=12\n"}},
                                                {{"memory.pressure", "full avg10=0 total=99\n"}},
                                                {{"io.pressure", "some avg10=0 total=16\n"}},
                                                {{"io.stat", "8:0 rbytes=9\n"}}};
  std::uint64_t anonymous = 1000;
  const auto is_awake = [&] {
    read(5);  // sees the sign
    write({{"memory.stat", "anon " + std::to_string(++anonymous) + "\n"}});
    return read()[0].memory.anonymous_bytes == anonymous;
  };
  for (const CgroupMachine::Files& sign : signs) {
    write(sign);
    EXPECT_TRUE(is_awake()) << sign.begin()->first;
    read(14);
  }
  machine_.join("42", "77", eth0(777));
  EXPECT_TRUE(is_awake());
  read(14);
  EXPECT_FALSE(is_awake());
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
  EXPECT_EQ(kills_of_seven(120), 1U);
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
  for (int second = 1; second <= 2; ++second) {
    machine.write_cgroup("", "/docker/" + id('7'),
                         {{"memory.events", "high 2\nmax 9\n"},
                          {"cpu.stat", "usage_usec 400000" + std::to_string(second) + "\n"}});
    read();
  }
  const auto readings = read();
  EXPECT_EQ(readings[7].memory_events.high, 2U);
  EXPECT_EQ(readings[7].memory_events.max, 9U);
}

// Sixteen containers that all work, on a machine that says what it waited for.
class StallsOfManyTest : public ContainerFilesTest {
 protected:
  void SetUp() override {
    for (const char digit : std::string("0123456789abcdef")) {
      machine_.write_cgroup("", "/docker/" + id(digit), kV2Files);
    }
  }

  void machine_waits(const std::string& resource, int some) const {
    machine_.write("/proc/pressure/" + resource, total(some));
  }
  void seven_waits(const std::string& resource, int some) const {
    machine_.write_cgroup("", "/docker/" + id('7'), {{resource + ".pressure", total(some)}});
  }
  static std::string total(int some) { return "some avg10=0 total=" + std::to_string(some) + "\n"; }

  // Of cpu, memory and io, after so many seconds of work.
  std::array<std::uint64_t, 3> stalls_of_seven(int seconds) {
    std::array<std::uint64_t, 3> result{};
    for (int i = 0; i < seconds; ++i) {
      machine_.write_cgroup("", "/docker/" + id('7'),
                            {{"cpu.stat", "usage_usec " + std::to_string(++used_) + "\n"}});
      const auto stalls = read()[7].stalls;
      for (std::size_t k = 0; k < 3; ++k) result[k] = stalls[k]->some.value_or(0);
    }
    return result;
  }

  using Stalls = std::array<std::uint64_t, 3>;
  CgroupMachine machine_;
  int used_ = 4'000'000;
};

TEST_F(StallsOfManyTest, AreReadOnceTheMachineWaitsForTheSame) {
  machine_waits("memory", 50);
  machine_waits("io", 60);
  open(machine_);
  EXPECT_EQ(stalls_of_seven(6), (Stalls{11, 13, 15}));
  seven_waits("cpu", 21);
  seven_waits("memory", 23);
  seven_waits("io", 25);
  EXPECT_EQ(stalls_of_seven(2), (Stalls{21, 13, 15}));
  machine_waits("memory", 51);
  EXPECT_EQ(stalls_of_seven(2), (Stalls{21, 23, 15}));
  machine_waits("io", 61);
  EXPECT_EQ(stalls_of_seven(2), (Stalls{21, 23, 25}));
}

TEST_F(StallsOfManyTest, AreReadEverySecondMinuteWhateverTheMachineSays) {
  machine_waits("memory", 50);
  machine_waits("io", 60);
  open(machine_);
  stalls_of_seven(6);
  seven_waits("memory", 23);
  EXPECT_EQ(stalls_of_seven(120)[1], 23U);
}

TEST_F(StallsOfManyTest, AreReadWhereTheMachineSaysNothing) {
  open(machine_);
  stalls_of_seven(6);
  seven_waits("memory", 23);
  seven_waits("io", 25);
  EXPECT_EQ(stalls_of_seven(2), (Stalls{11, 23, 25}));
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
