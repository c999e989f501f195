#include "exporter/sources/gpu/nvml.hpp"

#include <gtest/gtest.h>

namespace silicon::gpu {
namespace {

constexpr unsigned kNotAvailable = 0xffffffff;

TEST(PciAddress, IsWrittenAsSysfsDoes) {
  EXPECT_EQ(pci_address("00000000:0A:00.0"), "0000:0a:00.0");
  EXPECT_EQ(pci_address("0000:09:00.0"), "0000:09:00.0");
  EXPECT_EQ(pci_address("00010000:01:00.0"), "00010000:01:00.0")
      << "a domain that needs its digits";
  EXPECT_EQ(pci_address(""), "");
}

TEST(NvmlAnswers, BecomeFiguresInBaseUnits) {
  NvmlAnswers answers;
  answers.utilization_percent = 42;
  answers.memory_used_bytes = 5'000'000'000;
  answers.graphics_mhz = 1980;
  answers.max_graphics_mhz = 1980;
  answers.power_milliwatts = 68'250;
  answers.temperature_celsius = 31;
  GpuReading reading;
  apply(answers, reading);
  EXPECT_EQ(reading.utilization, 0.42);
  EXPECT_EQ(reading.memory_used_bytes, 5e9);
  EXPECT_EQ(reading.frequency_hertz, 1980e6);
  EXPECT_EQ(reading.max_hertz, 1980e6);
  EXPECT_EQ(watts(answers), 68.25);
  EXPECT_EQ(celsius(answers), 31);
}

TEST(NvmlAnswers, ThatAreMissingStayMissing) {
  GpuReading reading;
  apply({}, reading);
  EXPECT_FALSE(reading.utilization);
  EXPECT_FALSE(reading.memory_used_bytes);
  EXPECT_FALSE(reading.frequency_hertz);
  EXPECT_FALSE(watts({}));
  EXPECT_FALSE(celsius({}));
}

TEST(NvmlAnswers, ThatCannotBeAreMissing) {
  NvmlAnswers answers;
  answers.utilization_percent = 101;
  answers.graphics_mhz = kNotAvailable;
  answers.power_milliwatts = kNotAvailable;
  answers.temperature_celsius = kNotAvailable;
  GpuReading reading;
  apply(answers, reading);
  EXPECT_FALSE(reading.utilization);
  EXPECT_FALSE(reading.frequency_hertz);
  EXPECT_FALSE(watts(answers));
  EXPECT_FALSE(celsius(answers));
}

TEST(ThrottleTransitions, CountWhenHeatBeginsToSlowTheGpu) {
  ThrottleTransitions throttle;
  const auto update = [&](std::uint64_t reasons) {
    NvmlAnswers answers;
    answers.clock_reasons = reasons;
    return throttle.update(answers);
  };
  EXPECT_EQ(update(0), 0);
  EXPECT_EQ(update(0x20), 1);
  EXPECT_EQ(update(0x60), 1) << "still the same slowdown";
  EXPECT_EQ(update(0x04), 1) << "the power cap is not heat";
  EXPECT_EQ(update(0x40), 2);
}

TEST(ThrottleTransitions, DoNotCountTheStateTheyStartedIn) {
  ThrottleTransitions throttle;
  NvmlAnswers hot;
  hot.clock_reasons = 0x40;
  EXPECT_EQ(throttle.update({}), std::nullopt);
  EXPECT_EQ(throttle.update(hot), 0);
  EXPECT_EQ(throttle.update({}), 0) << "the counter stands while there is no answer";
}

}  // namespace
}  // namespace silicon::gpu
