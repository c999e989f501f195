#include "exporter/sources/pressure/pressure.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/family_lines.hpp"

namespace silicon::pressure {
namespace {

using testing::lines;
using Lines = std::vector<std::string>;

constexpr std::size_t kCpu = 0, kMemory = 1, kIo = 2, kIrq = 3;

TEST(Pressure, ReadsTheTotalsOfSomeAndFull) {
  const auto stall = parse_pressure(
      "some avg10=0.18 avg60=0.34 avg300=0.10 total=159886802\n"
      "full avg10=0.18 avg60=0.34 avg300=0.10 total=159229614\n");
  EXPECT_EQ(stall->some, 159886802U);
  EXPECT_EQ(stall->full, 159229614U);
}

TEST(Pressure, ReadsAFileWithOneLine) {
  const auto irq = parse_pressure("full avg10=0.00 avg60=0.00 avg300=0.00 total=8494");
  EXPECT_EQ(irq->some, std::nullopt);
  EXPECT_EQ(irq->full, 8494U);
  EXPECT_EQ(parse_pressure("some avg10=0.00 total=5\n")->full, std::nullopt);  // cpu before 5.13
}

TEST(Pressure, IsInvalidWithoutATotal) {
  for (const char* text : {"", "some avg10=0.00\n", "some total=\n", "some total=x\n",
                           "some total=-1\n", "some total=1.5\n", "total=5\n", "garbage"}) {
    const auto stall = parse_pressure(text);
    ASSERT_FALSE(stall.ok()) << text;
    EXPECT_EQ(stall.error().kind(), core::ErrorKind::invalid);
  }
}

TEST(Pressures, StateSecondsPerResourceAndKind) {
  Pressures pressures;
  Stalls stalls;
  stalls[kMemory] = Stall{.some = 1500000, .full = 250000};
  stalls[kIo] = Stall{.some = 1, .full = 0};
  stalls[kIrq] = Stall{.some = {}, .full = 8494};
  EXPECT_EQ(lines(pressures.follow(stalls)),
            (Lines{R"(silicon_pressure_seconds_total{kind="some",resource="memory"} 1.5)",
                   R"(silicon_pressure_seconds_total{kind="full",resource="memory"} 0.25)",
                   R"(silicon_pressure_seconds_total{kind="some",resource="io"} 1e-06)",
                   R"(silicon_pressure_seconds_total{kind="full",resource="io"} 0)",
                   R"(silicon_pressure_seconds_total{kind="full",resource="irq"} 0.008494)"}));
}

TEST(Pressures, LeaveOutTheFullPressureOfTheCpuThatMeansNothing) {
  Pressures pressures;
  Stalls stalls;
  stalls[kCpu] = Stall{.some = 2000000, .full = 0};
  EXPECT_EQ(lines(pressures.follow(stalls)),
            Lines{R"(silicon_pressure_seconds_total{kind="some",resource="cpu"} 2)"});
}

TEST(Pressures, NeverFall) {
  Pressures pressures;
  Stalls stalls;
  stalls[kCpu] = Stall{.some = 2000000, .full = {}};
  pressures.follow(stalls);
  stalls[kCpu] = Stall{.some = 1999999, .full = {}};
  EXPECT_EQ(lines(pressures.follow(stalls)),
            Lines{R"(silicon_pressure_seconds_total{kind="some",resource="cpu"} 2)"});
}

TEST(Pressures, AreNothingWhereNothingWasRead) {
  EXPECT_TRUE(Pressures().follow({}).empty());
}

}  // namespace
}  // namespace silicon::pressure
