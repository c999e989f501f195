#include "exporter/sources/ane/npu.hpp"

#include <gtest/gtest.h>

namespace silicon::ane {
namespace {

using namespace std::chrono_literals;

const core::SteadyInstant kStart{1000s};

TEST(ParseMicroseconds, TakesACount) {
  EXPECT_EQ(parse_microseconds("123456789\n"), 123'456'789);
  for (const char* text : {"", "\n", "-1", "1.5", "busy", "18446744073709551616"}) {
    EXPECT_EQ(parse_microseconds(text), std::nullopt) << text;
  }
}

TEST(BusyShare, IsBusyTimeOverTime) {
  BusyShare share;
  EXPECT_EQ(share.update(5'000'000, kStart), std::nullopt);
  EXPECT_EQ(share.update(5'250'000, kStart + 1s), 0.25);
  EXPECT_EQ(share.update(5'250'000, kStart + 2s), 0);
}

TEST(BusyShare, IsAtMostOneHoweverTheReadsFell) {
  BusyShare share;
  share.update(0, kStart);
  EXPECT_EQ(share.update(1'020'000, kStart + 1s), 1);
}

TEST(BusyShare, BeginsAnewAfterTheDriverDid) {
  BusyShare share;
  share.update(9'000'000, kStart);
  EXPECT_EQ(share.update(10, kStart + 1s), std::nullopt);
  EXPECT_EQ(share.update(500'010, kStart + 2s), 0.5);
}

TEST(BusyShare, WaitsForTimeToPass) {
  BusyShare share;
  share.update(0, kStart);
  EXPECT_EQ(share.update(10, kStart), std::nullopt);
}

}  // namespace
}  // namespace silicon::ane
