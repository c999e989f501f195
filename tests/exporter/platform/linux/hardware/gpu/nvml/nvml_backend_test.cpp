#include "exporter/platform/linux/hardware/gpu/nvml/nvml_backend.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_host_files.hpp"
#include "tests/support/fake_nvml/handle.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

constexpr int kNotSupported = 3;
constexpr int kLost = 15;

class NvmlBackend : public ::testing::Test {
 protected:
  void open() {
    auto opened = open_nvml(machine, FAKE_NVML);
    ASSERT_TRUE(opened.ok()) << opened.error().message();
    backend = std::move(opened).value();
  }

  core::Result<std::vector<GpuSample>> sample_at(std::chrono::seconds since_start) {
    return backend->sample({core::SteadyInstant(1000s + since_start), {}});
  }

  testing::FakeHostFiles machine;
  testing::FakeNvmlHandle fake{FAKE_NVML};
  std::unique_ptr<GpuBackend> backend;
};

TEST_F(NvmlBackend, TellsEverythingThatAGpuSays) {
  fake->gpus[0].utilization = 42;
  fake->gpus[0].memory_used = 5'000'000'000;
  fake->gpus[0].power_milliwatts = 68'250;
  fake->gpus[0].celsius = 31;
  fake->gpus[0].megahertz = 345;
  open();
  const auto samples = sample_at(0s);
  ASSERT_TRUE(samples.ok());
  ASSERT_EQ(samples->size(), 1);
  const GpuSample& sample = samples->front();
  EXPECT_EQ(sample.reading.gpu, "0000:0a:00.0");
  EXPECT_EQ(sample.reading.source, "nvml");
  EXPECT_EQ(sample.reading.model, "NVIDIA H100 80GB HBM3");
  EXPECT_EQ(sample.reading.cores, 16896);
  EXPECT_EQ(sample.reading.utilization, 0.42);
  EXPECT_EQ(sample.reading.memory_used_bytes, 5e9);
  EXPECT_EQ(sample.reading.frequency_hertz, 345e6);
  EXPECT_EQ(sample.reading.max_hertz, 1980e6);
  EXPECT_EQ(sample.watts, 68.25);
  EXPECT_EQ(sample.celsius, 31);
  EXPECT_EQ(sample.throttle_events, 0);
  EXPECT_EQ(sample.rail, "gpu");
  EXPECT_FALSE(sample.reading.active_seconds) << "NVML counts no busy time";
}

TEST_F(NvmlBackend, CountsEnergyFromItsFirstSampleOn) {
  fake->gpus[0].energy_millijoules = 123'456'789;
  open();
  EXPECT_EQ(sample_at(0s)->front().joules, 0);
  fake->gpus[0].energy_millijoules += 70'500;
  EXPECT_EQ(sample_at(1s)->front().joules, 70.5);
  fake->gpus[0].energy_millijoules = 12;  // the driver was loaded again
  EXPECT_EQ(sample_at(2s)->front().joules, 70.5);
}

TEST_F(NvmlBackend, TakesThePowerFromTheEnergyWhereItIsNotToldOtherwise) {
  fake->gpus[0].power_code = kNotSupported;
  open();
  EXPECT_EQ(sample_at(0s)->front().watts, std::nullopt);
  fake->gpus[0].energy_millijoules = 90'000;
  EXPECT_EQ(sample_at(2s)->front().watts, 45);
}

TEST_F(NvmlBackend, CountsWhenHeatBeginsToSlowAGpu) {
  open();
  (void)sample_at(0s);
  fake->gpus[0].clock_reasons = 0x40;
  EXPECT_EQ(sample_at(1s)->front().throttle_events, 1);
}

TEST_F(NvmlBackend, LeavesOutWhatAGpuDoesNotSupport) {
  fake->gpus[0].energy_code = kNotSupported;
  fake->gpus[0].power_code = 999;
  open();
  const auto samples = sample_at(0s);
  EXPECT_EQ(samples->front().joules, std::nullopt);
  EXPECT_EQ(samples->front().watts, std::nullopt);
  EXPECT_TRUE(samples->front().reading.utilization);
}

TEST_F(NvmlBackend, GoesOnWithTheOthersWhenAGpuIsLost) {
  fake->count = 2;
  fake->gpus[1].bus_id = "00000000:41:00.0";
  open();
  EXPECT_EQ(sample_at(0s)->size(), 2);
  fake->gpus[0].code = kLost;
  const auto samples = sample_at(1s);
  ASSERT_TRUE(samples.ok());
  ASSERT_EQ(samples->size(), 1);
  EXPECT_EQ(samples->front().reading.gpu, "0000:41:00.0");
}

TEST_F(NvmlBackend, AsksALostGpuOnceASampleAndLooksForItOnceAMinute) {
  open();
  (void)sample_at(0s);
  fake->gpus[0].code = kLost;
  EXPECT_EQ(sample_at(1s).error().message(), "NVML: no GPU answers any more");
  const int before = fake->gpus[0].questions;
  EXPECT_FALSE(sample_at(2s).ok());
  EXPECT_EQ(fake->gpus[0].questions, before + 1);
  EXPECT_EQ(fake->inits, 1);
  fake->gpus[0].code = 0;
  fake->gpus[0].energy_millijoules = 1000;
  const auto found_again = sample_at(61s);
  ASSERT_TRUE(found_again.ok());
  EXPECT_EQ(found_again->size(), 1);
  EXPECT_EQ(fake->inits, 2);
  EXPECT_EQ(found_again->front().joules, 1) << "its counters go on";
}

TEST_F(NvmlBackend, SurvivesADriverThatGoesAway) {
  open();
  (void)sample_at(0s);
  fake->gpus[0].code = kLost;
  (void)sample_at(1s);
  fake->init_code = 9;
  EXPECT_FALSE(sample_at(61s).ok());
  EXPECT_FALSE(sample_at(62s).ok());
  fake->init_code = 0;
  fake->gpus[0].code = 0;
  EXPECT_TRUE(sample_at(121s).ok());
}

TEST_F(NvmlBackend, DoesNotWakeAGpuThatSleeps) {
  machine.files["/sys/bus/pci/devices/0000:0a:00.0/power/runtime_status"] = "suspended\n";
  open();
  const int before = fake->gpus[0].questions;
  const auto samples = sample_at(0s);
  ASSERT_TRUE(samples.ok());
  EXPECT_TRUE(samples->empty());
  EXPECT_EQ(fake->gpus[0].questions, before);
  machine.files["/sys/bus/pci/devices/0000:0a:00.0/power/runtime_status"] = "active\n";
  EXPECT_EQ(sample_at(1s)->size(), 1);
}

TEST_F(NvmlBackend, IsAbsentWithoutGpus) {
  fake->count = 0;
  const auto opened = open_nvml(machine, FAKE_NVML);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().kind(), core::ErrorKind::absent);
  EXPECT_NE(opened.error().message().find("the driver shows no GPU"), std::string::npos);
}

TEST_F(NvmlBackend, IsAbsentWhenTheCountFails) {
  fake->count_code = 1;
  EXPECT_EQ(open_nvml(machine, FAKE_NVML).error().kind(), core::ErrorKind::absent);
}

TEST(OpenNvml, ShowsAGpuOfAnOldLibraryByItsNumberAndSaysNothingElse) {
  testing::FakeHostFiles machine;
  testing::FakeNvmlHandle fake(FAKE_NVML_OLD);
  const auto backend = open_nvml(machine, FAKE_NVML_OLD);
  ASSERT_TRUE(backend.ok()) << backend.error().message();
  const auto samples = backend.value()->sample({core::SteadyInstant(1000s), {}});
  ASSERT_TRUE(samples.ok());
  ASSERT_EQ(samples->size(), 1);
  EXPECT_EQ(samples->front().reading.gpu, "0");
  EXPECT_EQ(samples->front().reading.model, "");
  EXPECT_FALSE(samples->front().watts || samples->front().reading.utilization);
}

TEST(OpenNvml, LoadsNothingWhenToldSo) {
  testing::FakeHostFiles machine;
  EXPECT_EQ(open_nvml(machine, "").error().kind(), core::ErrorKind::absent);
}

}  // namespace
}  // namespace silicon::linux_platform
