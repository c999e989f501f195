#include <gtest/gtest.h>

#include "exporter/platform/linux/hardware/bandwidth/traffic_reader.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/fake_perf_counters.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using Key = testing::FakePerfCounters::Key;

constexpr std::uint64_t kReads = 0x304;
constexpr std::uint64_t kWrites = 0xc04;

std::string folder(const std::string& pmu) {
  return "/sys/bus/event_source/devices/" + pmu;
}

void add_event(testing::FakeHostFiles& machine, const std::string& pmu, const std::string& name,
               const std::string& text) {
  const std::string path = folder(pmu) + "/events/" + name;
  machine.files[path] = text + "\n";
  machine.files[path + ".scale"] = "6.103515625e-5\n";
  machine.files[path + ".unit"] = "MiB\n";
}

void add_pmu(testing::FakeHostFiles& machine, const std::string& pmu, int type) {
  machine.files[folder(pmu) + "/type"] = std::to_string(type) + "\n";
  machine.files[folder(pmu) + "/cpumask"] = "0,18\n";
  machine.files[folder(pmu) + "/format/event"] = "config:0-7\n";
  machine.files[folder(pmu) + "/format/umask"] = "config:8-15\n";
}

class Uncore : public ::testing::Test {
 protected:
  // Two controllers in each of two sockets.
  Uncore() {
    for (const int number : {0, 1}) {
      const std::string pmu = "uncore_imc_" + std::to_string(number);
      add_pmu(machine, pmu, 20 + number);
      add_event(machine, pmu, "cas_count_read", "event=0x04,umask=0x03");
      add_event(machine, pmu, "cas_count_write", "event=0x04,umask=0x0c");
    }
    machine.files[folder("uncore_cha_0") + "/type"] = "40\n";
  }

  void open() {
    auto opened = open_uncore(machine, perf);
    ASSERT_TRUE(opened.ok()) << opened.error().message();
    reader = std::move(opened).value();
  }

  std::vector<bandwidth::Traffic> read_at(std::chrono::seconds since_start) {
    return reader->read(core::SteadyInstant(1000s + since_start)).value_or({});
  }

  testing::FakeHostFiles machine;
  testing::FakePerfCounters perf;
  std::unique_ptr<TrafficReader> reader;
};

TEST_F(Uncore, OpensAGroupForEachControllerOfEachSocket) {
  open();
  EXPECT_EQ(perf.opened, (std::vector<std::vector<Key>>{{{20, kReads, 0}, {20, kWrites, 0}},
                                                        {{20, kReads, 18}, {20, kWrites, 18}},
                                                        {{21, kReads, 0}, {21, kWrites, 0}},
                                                        {{21, kReads, 18}, {21, kWrites, 18}}}));
}

TEST_F(Uncore, AddsUpCacheLinesByDirection) {
  open();
  ASSERT_EQ(read_at(0s).size(), 2);
  for (auto& group : perf.opened) {
    perf.advance(group[0], 1'000'000);
    perf.advance(group[1], 500'000);
  }
  const auto traffic = read_at(1s);
  ASSERT_EQ(traffic.size(), 2);
  EXPECT_EQ(traffic[0].direction, "read");
  EXPECT_EQ(traffic[0].source, "uncore_imc");
  EXPECT_EQ(traffic[0].bytes, 256e6);
  EXPECT_EQ(traffic[0].bytes_per_second, 256e6);
  EXPECT_EQ(traffic[1].direction, "write");
  EXPECT_EQ(traffic[1].bytes, 128e6);
}

TEST_F(Uncore, ExtrapolatesWhenOthersUseTheCountersToo) {
  open();
  read_at(0s);
  for (auto& group : perf.opened) {
    for (const Key& key : group) perf.readings[key] = {1000, 1'000'000'000, 500'000'000};
  }
  EXPECT_EQ(read_at(1s).at(0).bytes, 4 * 2000 * 64);
}

TEST_F(Uncore, HasNoRateForAnIntervalInWhichAControllerDidNotCount) {
  open();
  read_at(0s);
  for (auto& group : perf.opened) {
    for (const Key& key : group) perf.advance(key, 1000);
  }
  EXPECT_TRUE(read_at(1s).at(0).bytes_per_second);
  EXPECT_FALSE(read_at(2s).at(0).bytes_per_second) << "no counter had a register";
}

TEST_F(Uncore, OpensOneByOneWhereThePmuTakesNoGroups) {
  perf.refuse_groups = true;
  open();
  EXPECT_EQ(perf.opened.size(), 8);
}

TEST_F(Uncore, ExplainsARefusal) {
  perf.refuse_all = core::Error("perf_event_open: permission denied", core::ErrorKind::denied);
  const auto opened = open_uncore(machine, perf);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().kind(), core::ErrorKind::denied);
  EXPECT_EQ(opened.error().message(), "uncore_imc_0: perf_event_open: permission denied");
}

TEST_F(Uncore, CountsNothingRatherThanAPart) {
  machine.files[folder("uncore_imc_1") + "/events/cas_count_write.unit"] = "furlongs\n";
  EXPECT_EQ(open_uncore(machine, perf).error().message(),
            folder("uncore_imc_1") +
                "/events/cas_count_write: scale and unit do not say how many bytes a count is");
  machine.files[folder("uncore_imc_1") + "/events/cas_count_write"] = "event=0x04,magic=1\n";
  EXPECT_NE(open_uncore(machine, perf).error().message().find("no format for term"),
            std::string::npos);
  machine.files.erase(folder("uncore_imc_1") + "/type");
  EXPECT_EQ(open_uncore(machine, perf).error().kind(), core::ErrorKind::absent);
}

TEST_F(Uncore, FailsTheSampleWhenTheKernelDoes) {
  open();
  perf.fail_reads = core::Error("perf counter: input/output error");
  EXPECT_EQ(reader->read({}).error().message(), "perf counter: input/output error");
}

TEST(OpenUncore, EncodesWhatAmdsKernelDoesNotName) {
  testing::FakeHostFiles machine;
  testing::FakePerfCounters perf;
  add_pmu(machine, "amd_umc_0", 30);
  machine.files[folder("amd_umc_0") + "/format/rdwrmask"] = "config:8-9\n";
  auto reader = open_uncore(machine, perf);
  ASSERT_TRUE(reader.ok()) << reader.error().message();
  EXPECT_EQ(perf.opened.front(), (std::vector<Key>{{30, 0x10a, 0}, {30, 0x20a, 0}}));
  (void)reader.value()->read(core::SteadyInstant(1000s));
  perf.advance({30, 0x10a, 0}, 10);
  perf.advance({30, 0x20a, 0}, 10);
  perf.advance({30, 0x10a, 18}, 10);
  perf.advance({30, 0x20a, 18}, 10);
  const auto traffic = reader.value()->read(core::SteadyInstant(1001s)).value_or({});
  ASSERT_EQ(traffic.size(), 2);
  EXPECT_EQ(traffic[0].source, "amd_umc");
  EXPECT_EQ(traffic[0].bytes, 1280);
}

TEST(OpenUncore, IsAbsentInAVirtualMachine) {
  testing::FakeHostFiles machine({{folder("software") + "/type", "1\n"}});
  testing::FakePerfCounters perf;
  const auto reader = open_uncore(machine, perf);
  EXPECT_EQ(reader.error().kind(), core::ErrorKind::absent);
  EXPECT_TRUE(perf.opened.empty());
}

}  // namespace
}  // namespace silicon::linux_platform
