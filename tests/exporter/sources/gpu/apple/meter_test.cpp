#include "exporter/sources/gpu/apple/meter.hpp"

#include <gtest/gtest.h>

#include "tests/support/apple/channels.hpp"
#include "tests/support/apple/machines.hpp"

namespace silicon::gpu {
namespace {

using testing::sample_at;
using testing::States;

apple::Channel states(const States& residencies) {
  return testing::state_channel(std::string(kStatesGroup), std::string(kStatesSubgroup),
                                std::string(kStatesChannel), residencies);
}

States residencies(std::int64_t off, std::size_t state, std::int64_t ticks) {
  States result{{"OFF", off}};
  for (std::size_t i = 1; i <= 15; ++i) {
    result.emplace_back("P" + std::to_string(i), i == state ? ticks : 0);
  }
  return result;
}

GpuReading measured(const apple::Machine& machine, const States& after,
                    const apple::Sample& extra = {}) {
  AppleMeter meter(machine);
  apple::Sample before = sample_at(100, {testing::zeroed(states(after))});
  meter.update(before, std::nullopt);
  apple::Sample now = sample_at(101, {states(after)});
  now.ioaccelerator = extra.ioaccelerator;
  return meter.update(now, 1);
}

TEST(AppleGpu, IsBusyWhereItIsNotOff) {
  const GpuReading reading = measured(testing::m4_max(40), residencies(18'000'000, 15, 6'000'000));
  EXPECT_EQ(reading.source, "ioreport");
  EXPECT_EQ(reading.utilization, 0.25);
  EXPECT_EQ(reading.active_seconds, 0.25);
  EXPECT_EQ(reading.frequency_hertz, 1578e6);
  EXPECT_EQ(reading.cores, 40U);
  EXPECT_EQ(reading.model, "Apple M4 Max");
}

// The table falls from 1312 to 1242 and repeats 1182: states are paired by position.
TEST(AppleGpu, PairsStatesWithATableThatIsNotMonotonic) {
  const apple::Machine machine = testing::m4_max(40);
  EXPECT_EQ(measured(machine, residencies(0, 10, 24'000'000)).frequency_hertz, 1312e6);
  EXPECT_EQ(measured(machine, residencies(0, 11, 24'000'000)).frequency_hertz, 1242e6);
  EXPECT_EQ(measured(machine, residencies(0, 9, 24'000'000)).frequency_hertz, 1182e6);
  EXPECT_EQ(measured(machine, residencies(0, 9, 24'000'000)).max_hertz, 1578e6);
}

TEST(AppleGpu, RunsAtZeroWhileItIsOff) {
  const GpuReading reading = measured(testing::m4_max(40), residencies(24'000'000, 1, 0));
  EXPECT_EQ(reading.utilization, 0);
  EXPECT_EQ(reading.frequency_hertz, 0);
}

TEST(AppleGpu, HasNoFrequencyWithoutItsTable) {
  apple::Machine machine = testing::m4_max(40);
  machine.pmgr["voltage-states9"] = testing::pmgr_table({0, 338000000, 618000000});
  const GpuReading reading = measured(machine, residencies(12'000'000, 1, 12'000'000));
  EXPECT_EQ(reading.utilization, 0.5);
  EXPECT_FALSE(reading.frequency_hertz);
}

TEST(AppleGpu, PrefersResidencyToThePointSample) {
  apple::Sample extra;
  extra.ioaccelerator = {{"Device Utilization %", 91}};
  const GpuReading both =
      measured(testing::m4_max(40), residencies(14'400'000, 1, 9'600'000), extra);
  EXPECT_EQ(both.source, "ioreport");
  EXPECT_DOUBLE_EQ(both.utilization.value_or(0), 0.4);
  const GpuReading alone = measured(testing::m4_max(40), {}, extra);
  EXPECT_EQ(alone.source, "ioaccelerator");
  EXPECT_EQ(alone.utilization, 0.91);
  EXPECT_FALSE(alone.active_seconds);
}

TEST(AppleGpu, DoesNotMistakeTheDriversMemoryForTheGpus) {
  apple::Sample extra;
  extra.ioaccelerator = {{"In use system memory", 2914402304},
                         {"In use system memory (driver)", 77},
                         {"Alloc system memory", 8270495744},
                         {"Device Utilization %", 130}};
  const GpuReading reading = measured(testing::m4_max(40), {}, extra);
  EXPECT_EQ(reading.memory_used_bytes, 2914402304.0);
  EXPECT_EQ(reading.memory_allocated_bytes, 8270495744.0);
  EXPECT_FALSE(reading.utilization);
}

TEST(AppleGpu, CountsOnAfterAGap) {
  AppleMeter meter(testing::m4_max(40));
  meter.update(sample_at(100, {states(residencies(0, 1, 0))}), std::nullopt);
  meter.update(sample_at(101, {states(residencies(12'000'000, 1, 12'000'000))}), 1);
  meter.update(sample_at(900, {states(residencies(99'000'000, 1, 99'000'000))}), std::nullopt);
  const GpuReading reading =
      meter.update(sample_at(901, {states(residencies(111'000'000, 1, 111'000'000))}), 1);
  EXPECT_EQ(reading.active_seconds, 1);
}

}  // namespace
}  // namespace silicon::gpu
