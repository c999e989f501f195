#include "exporter/sources/energy/wrapping_counter.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace silicon::energy {
namespace {

using namespace std::chrono_literals;

// The range of a client package: 2^32 - 1 units of 61 microjoules.
constexpr std::uint64_t kRange = 262'143'328'850;

core::SteadyInstant at(std::chrono::milliseconds since_start) {
  return core::SteadyInstant(1000s + since_start);
}

TEST(WrappingCounter, StartsFromNothingWhateverTheHardwareHasCounted) {
  WrappingCounter counter(kRange);
  EXPECT_FALSE(counter.started());
  EXPECT_EQ(counter.update(240'422'366'267, at(0s)), std::nullopt);
  EXPECT_TRUE(counter.started());
  EXPECT_EQ(counter.joules(), 0);
}

TEST(WrappingCounter, TellsEnergyAndMeanPower) {
  WrappingCounter counter(kRange);
  counter.update(1'000'000, at(0s));
  EXPECT_DOUBLE_EQ(counter.update(15'000'000, at(500ms)).value(), 28);
  EXPECT_DOUBLE_EQ(counter.update(15'000'000, at(1s)).value(), 0);
  EXPECT_DOUBLE_EQ(counter.joules(), 14);
}

TEST(WrappingCounter, GoesOnAcrossAWrap) {
  WrappingCounter counter(kRange);
  counter.update(kRange - 10'000'000, at(0s));
  EXPECT_DOUBLE_EQ(counter.update(30'000'000, at(1s)).value(), 40);
  EXPECT_DOUBLE_EQ(counter.joules(), 40);
}

TEST(WrappingCounter, NeverFallsOverManyWraps) {
  WrappingCounter counter(65'712'999'613);
  std::uint64_t raw = 0;
  double before = 0;
  for (int i = 0; i <= 10'000; ++i) {
    counter.update(raw, at(std::chrono::seconds(i)));
    EXPECT_GE(counter.joules(), before);
    before = counter.joules();
    raw = (raw + 99'000'000) % 65'712'999'613;
  }
  EXPECT_NEAR(counter.joules(), 990'000, 0.1);
}

// After suspend to RAM the counter stands at 0 again. Taken for a wrap that would be 162 kJ.
TEST(WrappingCounter, DoesNotTakeANewBeginningForAWrap) {
  WrappingCounter counter(kRange);
  counter.update(100'000'000'000, at(0s));
  counter.update(100'020'000'000, at(1s));
  EXPECT_EQ(counter.update(50'000'000, at(2s)), std::nullopt);
  EXPECT_DOUBLE_EQ(counter.joules(), 20);
  EXPECT_DOUBLE_EQ(counter.update(75'000'000, at(3s)).value(), 25);
  EXPECT_DOUBLE_EQ(counter.joules(), 45);
}

TEST(WrappingCounter, WithoutAKnownRangeTakesEveryFallForANewBeginning) {
  WrappingCounter counter(0);
  counter.update(4'000'000'000, at(0s));
  EXPECT_EQ(counter.update(1'000'000, at(1s)), std::nullopt);
  EXPECT_DOUBLE_EQ(counter.update(2'000'000, at(2s)).value(), 1);
  EXPECT_DOUBLE_EQ(counter.joules(), 1);
}

TEST(WrappingCounter, IgnoresWhatIsAboveTheRange) {
  WrappingCounter counter(kRange);
  counter.update(1'000'000, at(0s));
  EXPECT_EQ(counter.update(std::numeric_limits<std::uint64_t>::max(), at(1s)), std::nullopt);
  EXPECT_DOUBLE_EQ(counter.update(21'000'000, at(2s)).value(), 10);
}

TEST(WrappingCounter, BelievesNoRailThatDrawsMoreThanAHouse) {
  WrappingCounter counter(kRange);
  counter.update(0, at(0s));
  EXPECT_EQ(counter.update(200'000'000'000, at(1s)), std::nullopt);
  EXPECT_EQ(counter.joules(), 0);
}

TEST(WrappingCounter, CoversAGapOfSeveralSamples) {
  WrappingCounter counter(kRange);
  counter.update(kRange - 1'000'000, at(0s));
  EXPECT_DOUBLE_EQ(counter.update(599'000'000, at(60s)).value(), 10);
}

TEST(WrappingCounter, WaitsForTimeToPass) {
  WrappingCounter counter(kRange);
  counter.update(1'000'000, at(0s));
  EXPECT_EQ(counter.update(5'000'000, at(0s)), std::nullopt);
  EXPECT_DOUBLE_EQ(counter.update(11'000'000, at(1s)).value(), 10);
  EXPECT_DOUBLE_EQ(counter.joules(), 10);
}

}  // namespace
}  // namespace silicon::energy
