#include <gtest/gtest.h>

#include <set>

#include "exporter/platform/linux/hardware/gpu/gpu_backend.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/fake_perf_counters.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using Key = testing::FakePerfCounters::Key;

const std::string kCard = "/sys/class/drm/card0";
const std::string kPmus = "/sys/bus/event_source/devices/";

sources::Tick tick(std::chrono::seconds since_start) {
  return {core::SteadyInstant(1000s + since_start), {}};
}

// PerfCounters that know certain engines only, as xe does.
class XeCounters : public testing::FakePerfCounters {
 public:
  std::set<std::uint64_t> engines;  // config without the event

  core::Result<std::unique_ptr<PerfGroup>> open(const std::vector<PerfEvent>& events,
                                                unsigned cpu) override {
    if (!engines.contains(events.front().encoding[0] & ~std::uint64_t{0xfff})) {
      return core::Error("no such engine", core::ErrorKind::invalid);
    }
    return FakePerfCounters::open(events, cpu);
  }
};

testing::FakeHostFiles laptop() {
  return testing::FakeHostFiles({
      {kCard + "/device/uevent", "DRIVER=i915\nPCI_ID=8086:5917\nPCI_SLOT_NAME=0000:00:02.0\n"},
      {kCard + "/gt/gt0/rps_act_freq_mhz", "300\n"},
      {kCard + "/gt/gt0/rps_RP0_freq_mhz", "1150\n"},
      {kPmus + "i915/type", "11\n"},
      {kPmus + "i915/cpumask", "0\n"},
      {kPmus + "i915/format/i915_eventid", "config:0-20\n"},
      {kPmus + "i915/events/rcs0-busy", "config=0x0\n"},
      {kPmus + "i915/events/rcs0-busy.unit", "ns\n"},
      {kPmus + "i915/events/vcs0-busy", "config=0x2000\n"},
      {kPmus + "i915/events/rc6-residency", "config=0x100003\n"},
  });
}

TEST(Intel, TakesTheBusiestEngineOfI915) {
  testing::FakeHostFiles machine = laptop();
  testing::FakePerfCounters perf;
  const auto backend = open_intel(machine, &perf);
  ASSERT_TRUE(backend.ok()) << backend.error().message();
  EXPECT_EQ(perf.opened, (std::vector<std::vector<Key>>{{{11, 0, 0}}, {{11, 0x2000, 0}}}));
  EXPECT_EQ(backend.value()->sample(tick(0s))->front().reading.utilization, std::nullopt);
  perf.advance({11, 0, 0}, 250'000'000);
  perf.advance({11, 0x2000, 0}, 750'000'000);
  const auto samples = backend.value()->sample(tick(1s));
  ASSERT_EQ(samples->size(), 1);
  const gpu::GpuReading& reading = samples->front().reading;
  EXPECT_EQ(reading.gpu, "0000:00:02.0");
  EXPECT_EQ(reading.source, "i915_pmu");
  EXPECT_EQ(reading.model, "8086:5917");
  EXPECT_EQ(reading.utilization, 0.75);
  EXPECT_EQ(reading.active_seconds, 0.75);
  EXPECT_EQ(reading.frequency_hertz, 300e6);
  EXPECT_EQ(reading.max_hertz, 1150e6);
}

TEST(Intel, FindsThePmuOfACardByItsAddress) {
  testing::FakeHostFiles machine = laptop();
  machine.files[kCard + "/device/uevent"] = "DRIVER=i915\nPCI_SLOT_NAME=0000:03:00.0\n";
  testing::FakePerfCounters perf;
  (void)open_intel(machine, &perf);
  EXPECT_TRUE(perf.opened.empty()) << "the processor's own PMU is another GPU's";
  machine.files[kPmus + "i915_0000_03_00.0/type"] = "21\n";
  machine.files[kPmus + "i915_0000_03_00.0/events/rcs0-busy"] = "config=0x0\n";
  (void)open_intel(machine, &perf);
  EXPECT_EQ(perf.opened, (std::vector<std::vector<Key>>{{{21, 0, 0}}}));
}

TEST(Intel, ShowsTheClockWhereItMayNotCount) {
  testing::FakeHostFiles machine = laptop();
  testing::FakePerfCounters perf;
  perf.refuse_all = core::Error("perf_event_open: permission denied", core::ErrorKind::denied);
  for (PerfCounters* counters :
       {static_cast<PerfCounters*>(&perf), static_cast<PerfCounters*>(nullptr)}) {
    const auto backend = open_intel(machine, counters);
    ASSERT_TRUE(backend.ok());
    const auto samples = backend.value()->sample(tick(0s));
    EXPECT_FALSE(samples->front().reading.utilization);
    EXPECT_FALSE(samples->front().reading.active_seconds);
    EXPECT_EQ(samples->front().reading.frequency_hertz, 300e6);
  }
}

TEST(Intel, KnowsTheOlderNamesOfTheClock) {
  testing::FakeHostFiles machine = laptop();
  machine.files.erase(kCard + "/gt/gt0/rps_act_freq_mhz");
  machine.files[kCard + "/gt_act_freq_mhz"] = "0\n";
  machine.files[kCard + "/gt_RP0_freq_mhz"] = "fast\n";
  const auto backend = open_intel(machine, nullptr);
  const auto samples = backend.value()->sample(tick(0s));
  EXPECT_EQ(samples->front().reading.frequency_hertz, 0) << "powered down";
  EXPECT_EQ(samples->front().reading.max_hertz, std::nullopt);
}

class IntelXe : public ::testing::Test {
 protected:
  IntelXe()
      : machine({
            {kCard + "/device/uevent", "DRIVER=xe\nPCI_ID=8086:E20B\nPCI_SLOT_NAME=0000:03:00.0\n"},
            {kCard + "/device/power/control", "on\n"},
            {kCard + "/device/tile0/gt0/freq0/act_freq", "1200\n"},
            {kCard + "/device/tile0/gt0/freq0/rp0_freq", "2850\n"},
            {kPmu + "/type", "31\n"},
            {kPmu + "/format/event", "config:0-11\n"},
            {kPmu + "/format/engine_instance", "config:12-19\n"},
            {kPmu + "/format/engine_class", "config:20-27\n"},
            {kPmu + "/format/gt", "config:60-63\n"},
            {kPmu + "/events/engine-active-ticks", "event=0x02\n"},
            {kPmu + "/events/engine-total-ticks", "event=0x03\n"},
        }) {
    perf.engines = {0, 0x200000, 0x201000, 0x1000000000000000};  // render, two video, one on gt 1
  }

  const std::string kPmu = kPmus + "xe_0000_03_00.0";
  testing::FakeHostFiles machine;
  XeCounters perf;
};

TEST_F(IntelXe, OpensEachEngineWithItsClock) {
  const auto backend = open_intel(machine, &perf);
  ASSERT_TRUE(backend.ok());
  EXPECT_EQ(perf.opened, (std::vector<std::vector<Key>>{
                             {{31, 2, 0}, {31, 3, 0}},
                             {{31, 0x200002, 0}, {31, 0x200003, 0}},
                             {{31, 0x201002, 0}, {31, 0x201003, 0}},
                             {{31, 0x1000000000000002, 0}, {31, 0x1000000000000003, 0}}}));
  (void)backend.value()->sample(tick(0s));
  for (const auto& group : perf.opened) {
    perf.advance(group[0], group[0] == Key{31, 0x201002, 0} ? 19'200'000 / 2 : 1000);
    perf.advance(group[1], 19'200'000);
  }
  const auto samples = backend.value()->sample(tick(1s));
  EXPECT_EQ(samples->front().reading.utilization, 0.5);
  EXPECT_EQ(samples->front().reading.source, "xe_pmu");
  EXPECT_EQ(samples->front().reading.frequency_hertz, 1200e6);
}

TEST_F(IntelXe, DoesNotKeepAGpuAwakeThatMaySleep) {
  machine.files[kCard + "/device/power/control"] = "auto\n";
  machine.files[kCard + "/device/power/runtime_status"] = "suspended\n";
  const auto backend = open_intel(machine, &perf);
  ASSERT_TRUE(backend.ok());
  EXPECT_TRUE(perf.opened.empty());
  const auto samples = backend.value()->sample(tick(0s));
  EXPECT_EQ(samples->front().reading.frequency_hertz, std::nullopt);
  machine.files[kCard + "/device/power/runtime_status"] = "active\n";
  EXPECT_EQ(backend.value()->sample(tick(1s))->front().reading.frequency_hertz, 1200e6);
}

TEST_F(IntelXe, ShowsTheClockOfAKernelWithoutThePmu) {
  machine.files.erase(kPmu + "/events/engine-total-ticks");
  const auto backend = open_intel(machine, &perf);
  ASSERT_TRUE(backend.ok());
  EXPECT_TRUE(perf.opened.empty());
}

TEST(Intel, IsAbsentWhereTheCardsAreOthers) {
  testing::FakeHostFiles machine({{kCard + "/device/uevent", "DRIVER=amdgpu\n"}});
  EXPECT_EQ(open_intel(machine, nullptr).error().kind(), core::ErrorKind::absent);
}

}  // namespace
}  // namespace silicon::linux_platform
