#include "exporter/sources/apple/chip.hpp"

#include <gtest/gtest.h>

#include "tests/support/apple/machines.hpp"

namespace silicon::apple {
namespace {

std::optional<double> peak_gigabytes(std::string chip, std::optional<unsigned> gpu_cores) {
  Machine machine;
  machine.chip = std::move(chip);
  machine.gpu_core_count = gpu_cores;
  const auto peak = peak_bandwidth(machine);
  return peak ? std::optional(*peak / 1e9) : std::nullopt;
}

TEST(ParseChip, TellsGenerationAndVariant) {
  const auto max = parse_chip("Apple M4 Max");
  ASSERT_TRUE(max);
  EXPECT_EQ(max->generation, 4U);
  EXPECT_EQ(max->variant, "Max");
  EXPECT_EQ(parse_chip("Apple M1")->variant, "");
  for (const char* other : {"", "Apple", "Apple M", "Apple A18 Pro", "Apple M4 Mega", "M4 Max",
                            "Apple M4Max", "Intel(R) Core(TM) i9", "Apple M0", "Apple M999"}) {
    EXPECT_FALSE(parse_chip(other)) << other;
  }
}

TEST(PeakBandwidth, DependsOnTheGpuCoresWhereAChipHasTwoBuses) {
  EXPECT_EQ(peak_gigabytes("Apple M4 Max", 32), 410);
  EXPECT_EQ(peak_gigabytes("Apple M4 Max", 40), 546);
  EXPECT_EQ(peak_gigabytes("Apple M3 Max", 30), 300);
  EXPECT_EQ(peak_gigabytes("Apple M4 Pro", 20), 273);
  EXPECT_EQ(peak_gigabytes("Apple M2 Ultra", std::nullopt), 800);
}

TEST(PeakBandwidth, IsUnknownRatherThanTheNextBest) {
  EXPECT_FALSE(peak_gigabytes("Apple M4 Max", std::nullopt));
  EXPECT_FALSE(peak_gigabytes("Apple M4 Max", 36));
  EXPECT_FALSE(peak_gigabytes("Apple M9 Max", 40));
  EXPECT_FALSE(peak_gigabytes("Apple M5 Ultra", 80));
}

TEST(NeuralEngine, IsWhatAppleStates) {
  const auto engine = neural_engine(testing::m4_max(40));
  ASSERT_TRUE(engine);
  EXPECT_EQ(engine->cores, 16U);
  EXPECT_EQ(engine->peak_tops, 38);
  Machine machine;
  machine.chip = "Apple M1 Ultra";
  EXPECT_EQ(neural_engine(machine)->cores, 32U);
  EXPECT_EQ(neural_engine(machine)->peak_tops, 22);
  machine.chip = "Apple M7";
  EXPECT_FALSE(neural_engine(machine));
}

}  // namespace
}  // namespace silicon::apple
