#include "exporter/sources/gpu/amdgpu/sysfs.hpp"

#include <gtest/gtest.h>

namespace silicon::gpu::amdgpu {
namespace {

TEST(ParseBusy, IsARatio) {
  EXPECT_EQ(parse_busy("4\n"), 0.04);
  EXPECT_EQ(parse_busy("0\n"), 0);
  EXPECT_EQ(parse_busy("100\n"), 1);
  for (const char* text : {"", "101", "-1", "12 %", "busy", "99999999999999999999"}) {
    EXPECT_EQ(parse_busy(text), std::nullopt) << text;
  }
}

TEST(ParseBytes, TakesACount) {
  EXPECT_EQ(parse_bytes("1490378752\n"), 1490378752.0);
  EXPECT_EQ(parse_bytes("unlimited\n"), std::nullopt);
  EXPECT_EQ(parse_bytes(""), std::nullopt);
}

TEST(ParseClockLevels, FindsTheMarkedLevelAndTheHighest) {
  const ClockLevels vega = parse_clock_levels("0: 852Mhz \n1: 991Mhz *\n2: 1630Mhz \n");
  EXPECT_EQ(vega.current_hertz, 991e6);
  EXPECT_EQ(vega.max_hertz, 1630e6);
}

TEST(ParseClockLevels, DoesNotRelyOnTheirOrder) {
  const ClockLevels navi = parse_clock_levels("0: 500Mhz\n1: 32Mhz *\n2: 2575Mhz\n");
  EXPECT_EQ(navi.current_hertz, 32e6);
  EXPECT_EQ(navi.max_hertz, 2575e6);
}

TEST(ParseClockLevels, SkipsWhatIsNoLevel) {
  for (const char* text :
       {"", "\n\n", "S: 19Mhz", "0: fast *", "0: Mhz *", "0: 999999999999Mhz *", "852Mhz *"}) {
    if (std::string_view(text) == "S: 19Mhz") continue;
    EXPECT_EQ(parse_clock_levels(text).max_hertz, std::nullopt) << text;
  }
  // Deep sleep, as newer chips show it: a clock all the same.
  EXPECT_EQ(parse_clock_levels("S: 19Mhz *\n0: 500Mhz\n").current_hertz, 19e6);
}

}  // namespace
}  // namespace silicon::gpu::amdgpu
