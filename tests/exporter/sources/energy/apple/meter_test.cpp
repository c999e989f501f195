#include "exporter/sources/energy/apple/meter.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/apple/channels.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::energy {
namespace {

using testing::sample_at;

apple::Channel energy(std::string name, std::string unit, std::int64_t value, double published) {
  apple::Channel channel =
      testing::simple_channel("Energy Model", "", std::move(name), std::move(unit), value);
  channel.published_ns = static_cast<std::uint64_t>(published * 1e9);
  return channel;
}

TEST(AppleEnergy, CountsEachRailInItsOwnUnit) {
  AppleMeter meter;
  meter.update(sample_at(100, {energy("CPU Energy", "mJ", 5000, 100),
                               energy("GPU Energy", "nJ", 7'000'000'000, 100),
                               energy("PACC0_CPU", "mJ", 4000, 100)}),
               std::nullopt);
  meter.update(sample_at(101, {energy("CPU Energy", "mJ", 25000, 101),
                               energy("GPU Energy", "nJ", 8'500'000'000, 101),
                               energy("PACC0_CPU", "mJ", 14000, 101)}),
               37.5);
  EXPECT_EQ(
      testing::lines(meter.families()),
      (std::vector<std::string>{
          R"(silicon_energy_joules_total{rail="cpu"} 20)",
          R"(silicon_energy_joules_total{rail="gpu"} 1.5)",
          R"(silicon_power_watts{rail="cpu",source="energy_model"} 20)",
          R"(silicon_power_watts{rail="gpu",source="energy_model"} 1.5)",
          R"(silicon_power_watts{rail="system",source="smc"} 37.5)",
          R"(silicon_energy_rail_live{rail="cpu"} 1)", R"(silicon_energy_rail_live{rail="gpu"} 1)",
          R"(silicon_energy_last_publication_timestamp_seconds{rail="cpu"} 1700000101)",
          R"(silicon_energy_last_publication_timestamp_seconds{rail="gpu"} 1700000101)"}));
  EXPECT_EQ(meter.watts("cpu"), 20);
  EXPECT_EQ(meter.watts("ane"), std::nullopt);
}

// macOS 27 for everybody without an entitlement: the CPU's counter says nothing, the GPU's ticks.
TEST(AppleEnergy, SaysThatARailIsGatedInsteadOfShowingZeroWatts) {
  AppleMeter meter;
  for (int second = 100; second <= 115; ++second) {
    const double now = second;
    apple::Channel gated = energy("CPU Energy", "mJ", 0, now);
    gated.published_ns.reset();
    meter.update(
        sample_at(now, {gated, energy("GPU Energy", "nJ", (second - 100) * 1'000'000'000LL, now)}),
        std::nullopt);
  }
  const auto value = [&](const char* series) {
    return testing::value_of(meter.families(), series);
  };
  EXPECT_EQ(value(R"(silicon_energy_rail_live{rail="cpu"})"), 0);
  EXPECT_EQ(value(R"(silicon_energy_joules_total{rail="cpu"})"), std::nullopt);
  EXPECT_EQ(value(R"(silicon_power_watts{rail="cpu",source="energy_model"})"), std::nullopt);
  EXPECT_NEAR(value(R"(silicon_power_watts{rail="gpu",source="energy_model"})").value_or(0), 1,
              1e-9);
}

TEST(AppleEnergy, SumsTheDiesOfAnUltra) {
  AppleMeter meter;
  const auto sample = [](double now, std::int64_t first, std::int64_t second) {
    return sample_at(now, {energy("DIE_0_CPU Energy", "mJ", first, now),
                           energy("DIE_1_CPU Energy", "mJ", second, now)});
  };
  meter.update(sample(100, 0, 0), std::nullopt);
  meter.update(sample(102, 24610, 5128), std::nullopt);
  EXPECT_NEAR(meter.watts("cpu").value_or(0), (24.610 + 5.128) / 2, 1e-9);
}

TEST(AppleEnergy, PassesOverUnknownUnitsAndInvalidValues) {
  AppleMeter meter;
  constexpr std::int64_t kInvalid = std::numeric_limits<std::int64_t>::min();
  for (const double now : {100.0, 101.0}) {
    meter.update(
        sample_at(now, {energy("CPU Energy", "kWh", 5, now), energy("ANE", "mJ", kInvalid, now),
                        energy("DRAM", "mJ", -4, now)}),
        std::nullopt);
  }
  EXPECT_TRUE(meter.families().empty());
}

TEST(SystemWatts, AreOfAMachineThatRuns) {
  EXPECT_EQ(system_watts(37.2), 37.2);
  for (const double impossible : {0.0, -3.0, 2500.0}) EXPECT_FALSE(system_watts(impossible));
  EXPECT_FALSE(system_watts(std::nullopt));
}

}  // namespace
}  // namespace silicon::energy
