#include "exporter/sources/bandwidth/resctrl.hpp"

#include <gtest/gtest.h>

namespace silicon::bandwidth {
namespace {

using State = MbmReading::State;

TEST(ParseMbm, ReadsACount) {
  const MbmReading reading = parse_mbm("1867776\n");
  EXPECT_EQ(reading.state, State::counted);
  EXPECT_EQ(reading.bytes, 1'867'776);
}

TEST(ParseMbm, KnowsTheKernelsWords) {
  EXPECT_EQ(parse_mbm("Unavailable\n").state, State::unavailable);
  EXPECT_EQ(parse_mbm("Unassigned\n").state, State::unavailable);
  EXPECT_EQ(parse_mbm("Error\n").state, State::error);
}

TEST(ParseMbm, TakesNothingElse) {
  for (const char* text : {"", "\n", "-5", "1.5", "error", "12 13", "18446744073709551616"}) {
    EXPECT_EQ(parse_mbm(text).state, State::garbage) << text;
  }
}

TEST(MbmSum, AddsWhatEachCounterGainedSinceItWasFirstSeen) {
  MbmSum sum;
  sum.update("L3_00", 1'000'000);
  sum.update("L3_01", 5);
  EXPECT_EQ(sum.total(), 0);
  sum.update("L3_00", 1'000'400);
  sum.update("L3_01", 25);
  EXPECT_EQ(sum.total(), 420);
}

TEST(MbmSum, DoesNotFallWhenACounterBeginsAnew) {
  MbmSum sum;
  sum.update("L3_00", 1000);
  sum.update("L3_00", 3000);
  sum.update("L3_00", 50);
  EXPECT_EQ(sum.total(), 2000);
  sum.update("L3_00", 80);
  EXPECT_EQ(sum.total(), 2030);
}

TEST(MbmSum, DoesNotBelieveAJumpThatNoMemoryMakes) {
  MbmSum sum;
  sum.update("L3_00", 1000);
  sum.update("L3_00", 4'888'888'888'888'888'888);
  EXPECT_EQ(sum.total(), 0);
  sum.update("L3_00", 4'888'888'888'888'888'898);
  EXPECT_EQ(sum.total(), 10);
}

TEST(MbmSum, CountsWhatACounterGainedWhileItWasUnavailable) {
  MbmSum sum;
  sum.update("L3_00", 1000);
  sum.keep_only({"L3_00"});
  sum.update("L3_00", 4000);
  EXPECT_EQ(sum.total(), 3000);
}

TEST(MbmSum, ForgetsTheCountersOfAGroupThatIsGone) {
  MbmSum sum;
  sum.update("group/L3_00", 1000);
  sum.keep_only({"L3_00"});
  sum.update("group/L3_00", 9000);
  EXPECT_EQ(sum.total(), 0) << "a new group under an old name starts from itself";
}

}  // namespace
}  // namespace silicon::bandwidth
